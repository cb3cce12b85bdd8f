"""How a page in Markdown begins: the episode's title, and what is known of it."""

from collections.abc import Iterator

from studykit.links import web_link
from studykit.markdown import escape, link
from studykit.model import StudyDocument
from studykit.page_wording import PageWording
from studykit.text import squeeze
from studykit.writers._sheets import facts


def head(document: StudyDocument, untitled: str, wording: PageWording) -> Iterator[str]:
    """Yield the title, ``untitled`` where there is none; then show, date, length, speakers and address."""
    episode = document.episode
    yield f"# {escape(squeeze(episode.title)) or escape(untitled)}"
    about = [f"**{escape(episode.show)}**"] if episode.show.strip() else []
    about += [escape(line) for line in facts(document, wording)]
    if web_link(episode.url):
        about.append(link(wording.open_episode, web_link(episode.url)))
    if about:
        yield "\\\n".join(about)
