"""A CUPS of our own: a scheduler on a socket in a temporary folder, whose one printer writes to a file."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SCHEDULER = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
POSSIBLE = bool(SCHEDULER and shutil.which("lp") and shutil.which("lpadmin", path="/usr/sbin:/usr/bin"))
"""Whether CUPS is installed and may change to the user it filters as, which only root may do."""
POSSIBLE = POSSIBLE and hasattr(os, "getuid") and os.getuid() == 0

CUPSD_CONF = """\
Listen {root}/sock
LogLevel debug
Browsing No
DefaultAuthType None
WebInterface No
PreserveJobHistory Yes
<Location />
  Allow all
</Location>
<Location /admin>
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
FILES_CONF = """\
FileDevice Yes
ServerRoot {root}/server
RequestRoot {root}/spool
TempDir {root}/temporary
CacheDir {root}/cache
StateDir {root}/state
AccessLog {root}/access.log
ErrorLog {root}/error.log
PageLog {root}/page.log
"""
PRINTER = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "PAPER.PPD"
*Product: "(Paper)"
*Manufacturer: "Paper"
*ModelName: "Paper"
*ShortNickName: "Paper"
*NickName: "Paper"
*PSVersion: "(3010.000) 0"
*cupsFilter: "application/vnd.cups-pdf 0 -"
*OpenUI *PageSize: PickOne
*DefaultPageSize: A4
*PageSize A4: ""
*PageSize Letter: ""
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4: ""
*PageRegion Letter: ""
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4: "0 0 595 842"
*ImageableArea Letter: "0 0 612 792"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
*PaperDimension Letter: "612 792"
*OpenUI *Duplex: PickOne
*DefaultDuplex: None
*Duplex None: ""
*Duplex DuplexNoTumble: ""
*Duplex DuplexTumble: ""
*CloseUI: *Duplex
"""
"""A description (PPD 4.3) of a printer that takes PDF, so that what would be on paper can be read back."""


@dataclass(frozen=True)
class Queue:
    """A running scheduler: where it listens, and the file that its printer ``Paper`` writes to."""

    socket: Path
    paper: Path
    log: Path

    def printed(self, job: str) -> bytes:
        """Return what was printed last, once ``job`` is done."""
        environment = {**os.environ, "CUPS_SERVER": str(self.socket)}
        for _ in range(100):
            done = subprocess.run(
                ["lpstat", "-W", "completed", "-o"], env=environment, capture_output=True, check=False
            )
            if job.encode() in done.stdout.split():
                return self.paper.read_bytes()
            time.sleep(0.05)
        raise AssertionError(f"{job} was not printed within 5 seconds")

    def requested(self, job: str) -> str:
        """Return the options that the filters of ``job`` were given."""
        number = job.rpartition("-")[2]
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        told = [line for line in lines if f"[Job {number}] argv[" in line]
        return "\n".join(line.partition("argv[")[2] for line in told)


@contextmanager
def scheduler(root: Path) -> Iterator[Queue]:
    """Give a scheduler that runs in the folder ``root`` until the context ends."""
    for name in ("server", "spool", "temporary", "cache", "state"):
        (root / name).mkdir()
    (root / "temporary").chmod(0o1777)
    (root / "cupsd.conf").write_text(CUPSD_CONF.format(root=root))
    (root / "cups-files.conf").write_text(FILES_CONF.format(root=root))
    (root / "paper.ppd").write_text(PRINTER)
    command = [SCHEDULER, "-f", "-c", root / "cupsd.conf", "-s", root / "cups-files.conf"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        queue = Queue(root / "sock", root / "paper.pdf", root / "error.log")
        _add_printer(root, queue)
        yield queue
    finally:
        running.terminate()
        running.wait(10)


def _add_printer(root: Path, queue: Queue) -> None:
    environment = {**os.environ, "CUPS_SERVER": str(queue.socket), "PATH": f"{os.environ['PATH']}:/usr/sbin"}
    device = ["-v", f"file:{queue.paper}", "-P", root / "paper.ppd"]
    for _ in range(100):
        if queue.socket.exists():
            added = subprocess.run(
                ["lpadmin", "-p", "Paper", "-E", *device],
                env=environment,
                capture_output=True,
                check=False,
            )
            if not added.returncode:
                return
        time.sleep(0.05)
    raise AssertionError("the scheduler did not start within 5 seconds")
