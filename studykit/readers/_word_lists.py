"""Word lists that the readers judge lines by, in the languages we read."""

_DISCOURSE_TEXT = """
note notes example examples warning update tip tips website title date source sources link links video slides
step part chapter section rule point number lesson remember url http https tags location reminder podcast
duration published transcript topic summary today first second third finally disclaimer ps
achtung hinweis beispiel titel datum quelle kapitel teil
nota ejemplo título fecha capítulo parte fuente
exemple remarque titre chapitre partie
exemplo esempio titolo capitolo voorbeeld hoofdstuk
"""
_PARTICLE_TEXT = "de da do dos das del della di du la le van von der den ter ten y e i und and bin ibn al of"
_INTERLUDE_TEXT = "break jingle music intro outro advert advertisement sponsor commercial werbung"
_BUTTON_TEXT = """
share|share post|share this post|share this episode|share post at current time|copy link|transcript|like|likes
reply|replies|restack|restacks|comment|comments|leave a comment|write a comment|discussion
discussion about this post|discussion about this episode|discussion about this video|subscribe|subscribe now
sign in|sign up|log in|upgrade to paid|listen on|watch on|listen now|play|pause|playback speed|subtitles
skip to content|skip to main content|recent episodes|related episodes|more episodes|all episodes|previous|next
previous post|next post|previous episode|next episode|ready for more|top|latest|new|newest|no posts|see all
show more|show less|read more|view all|load more|menu|search|home|about|archive|newsletter|contact|privacy
terms|collection notice|privacy policy|terms of service|cookie policy|cookies|apple podcasts|spotify|youtube
rss|rss feed|substack app|google podcasts|pocket casts|overcast|amazon music|facebook|twitter|linkedin|email
download|embed|appears in episode|start your substack|get the app|back to top|related|related posts
related articles|advertisement|tags|share from|follow|followers|subscribers|add a comment|post a comment|views
sponsored|loading|timestamps|chapters|chapter markers|table of contents|try asking|share this|share on x
powered by|show notes|support the show|donate|buy me a coffee|view profile|report|edited|pinned
teilen|kommentare|kommentar schreiben|antworten|abonnieren|gefällt mir|anmelden|impressum|datenschutz
datenschutzerklärung|mehr lesen|weiterlesen|nächste folge|vorherige folge|alle folgen|transkript|suche
startseite|mehr anzeigen|weitere folgen|folge teilen|zum inhalt springen|herunterladen|kapitel
compartir|comentarios|comentario|responder|suscribirse|suscríbete|me gusta|iniciar sesión|leer más|aviso legal
política de privacidad|siguiente|anterior|transcripción|inicio|buscar|deja un comentario|capítulos
partager|commentaires|commentaire|répondre|s'abonner|j'aime|se connecter|lire la suite|mentions légales
politique de confidentialité|suivant|précédent|transcription|accueil|rechercher|laisser un commentaire
chapitres
compartilhar|comentários|assinar|inscrever-se|inscreva-se|curtir|entrar|leia mais|próximo|transcrição
política de privacidade
delen|reacties|reageren|abonneren|vind ik leuk|inloggen|lees meer|volgende|vorige|transcriptie|privacybeleid
hoofdstukken
condividi|commenti|rispondi|iscriviti|mi piace|accedi|leggi tutto|successivo|precedente|trascrizione|capitoli
informativa sulla privacy
"""

DISCOURSE = frozenset(_DISCOURSE_TEXT.split())
"""Words that open a sentence with a colon, or label a line of metadata; no speaker is called so."""

PARTICLES = frozenset(_PARTICLE_TEXT.split())
"""The words of a name that are written small."""

INTERLUDES = frozenset(_INTERLUDE_TEXT.split())
"""What a transcript names in a speaker's place where nobody speaks."""

BUTTONS = frozenset(phrase for line in _BUTTON_TEXT.split("\n") for phrase in line.split("|") if phrase)
"""What a page's buttons, menus and counts say."""
