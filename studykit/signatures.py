"""The first bytes by which a file of sound or video is known."""

import re

_RECORDING = re.compile(
    rb"ID3[\x02-\x04]"  # ID3v2.2 to 2.4 (id3.org/id3v2.4.0-structure, section 3.1), before MP3 and AAC
    rb"|\xff[\xe2-\xe5\xf2-\xf5\xfa-\xfd][\x10-\xef]"  # MPEG audio, layer II or III (ISO 11172-3, 2.4.1.3)
    rb"|\xff[\xf0\xf1\xf8\xf9]"  # AAC in ADTS (ISO 13818-7, section 6.2)
    rb"|\x00...(?:ftyp|moov|mdat|wide)"  # MP4, M4A, QuickTime (ISO 14496-12, section 4.2)
    rb"|OggS\x00"  # Opus and Vorbis in Ogg (RFC 3533, section 6)
    rb"|\x1a\x45\xdf\xa3"  # Matroska, WebM (RFC 8794, section 11.2.1)
    rb"|fLaC[\x00\x80]"  # FLAC (RFC 9639, section 6)
    rb"|(?:RIFF|RF64)....(?:WAVE|AVI )"  # WAV, AVI (EBU Tech 3306)
    rb"|FORM....AIF[FC]"  # AIFF
    rb"|caff\x00"  # Apple's Core Audio Format
    rb"|#!AMR"  # AMR (RFC 4867, section 5.1)
    rb"|\x30\x26\xb2\x75\x8e\x66\xcf\x11",  # Windows Media
    re.DOTALL,
)


def is_recording(content: bytes) -> bool:
    """Whether ``content``, or the file that begins with it, is sound or video.

    A UTF-16 text is none, though its byte-order mark looks like MPEG audio of layer I, which nobody uses.
    """
    return _RECORDING.match(content) is not None
