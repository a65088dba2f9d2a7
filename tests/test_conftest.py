"""The guards that the other tests rely on."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import NO_SKIPS, REFERENCE, ROOT, NetworkBlockedError

OUTSIDE = "192.0.2.1"  # RFC 5737: documentation, routed nowhere


@pytest.mark.parametrize("host", [OUTSIDE, "example.org", "2001:db8::1"])
def test_the_network_is_out_of_reach(host: str) -> None:
    with pytest.raises(NetworkBlockedError, match=host):
        socket.create_connection((host, 80), timeout=1)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as datagrams:
        with pytest.raises(NetworkBlockedError, match=host):
            datagrams.sendto(b"x", (host, 53))
        with pytest.raises(NetworkBlockedError, match=host):
            datagrams.connect_ex((host, 53))


def test_this_machine_is_in_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            server.accept()[0].close()

        answering = threading.Thread(target=answer)
        answering.start()
        with socket.create_connection(("localhost", server.getsockname()[1]), timeout=5):
            answering.join()
    near, far = socket.socketpair()
    near.close()
    far.close()


def run(folder: Path, content: str, **environment: str) -> tuple[int, str]:
    """Exit code and output of a test file under this project's conftest."""
    (folder / "conftest.py").write_text(Path(__file__).with_name("conftest.py").read_text())
    (folder / "test_a.py").write_text(content)
    inherited = {k: v for k, v in os.environ.items() if k not in {NO_SKIPS, REFERENCE}}
    plain = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest")
    importable = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", "-q", "-rs", *plain, "."],
        cwd=folder,
        env={**inherited, "PYTHONPATH": importable, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


ALLOWED = """
import pytest
@pytest.mark.xfail
def test_a():
    assert False
"""
SKIPS = """
def test_b():
    pytest.skip("for lack of a browser")
@pytest.mark.skip("for lack of a file")
def test_c(): ...
def test_d(reference): ...
"""
MODULE = 'import pytest\npytest.skip("for lack of it all", allow_module_level=True)\n'


def test_skips_say_what_would_make_them_run(tmp_path: Path) -> None:
    code, out = run(tmp_path, ALLOWED + SKIPS)
    assert code == 0
    assert "3 skipped, 1 xfailed" in out
    assert f"set {REFERENCE} to the folder" in out


def test_skips_fail_where_none_is_allowed(tmp_path: Path) -> None:
    code, out = run(tmp_path, ALLOWED + SKIPS, **{NO_SKIPS: "1"})
    assert code == 1
    assert "1 failed, 1 xfailed, 2 errors" in out
    for reason in ("a browser", "a file"):
        assert f"for lack of {reason}; {NO_SKIPS} is set" in out
    code, out = run(tmp_path, MODULE, **{NO_SKIPS: "1"})
    assert code != 0
    assert f"for lack of it all; {NO_SKIPS} is set" in out


def test_a_wrong_folder_of_references_is_an_error(tmp_path: Path) -> None:
    code, out = run(tmp_path, "def test_a(reference): ...\n", **{REFERENCE: "/nowhere"})
    assert code == 1
    assert "/nowhere, which is no folder" in out
