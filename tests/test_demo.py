"""`make demo` shows what the README promises."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_demo_runs_from_file_to_answer(root: Path) -> None:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    command = ["sh", "demo.sh"]
    done = subprocess.run(
        command, cwd=root, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    shown = done.stdout
    for line in (
        "5 lưu mới, 4 đã có, 0 không đọc được",
        "cùng một văn bản: Kế hoạch 39/KH-CĐYT ngày 11/02/2022",
        "corpus/scans/004_e3676574614cde31.pdf",
        "«Đổi mới tổ chức»",
        "├─ căn cứ: ",
        "(chưa có trong kho)",
        "trùng tệp",
        "≥ 1.200 sáng kiến",
        "5 văn bản, 9 tệp",
    ):
        assert line in shown, f"{line!r} is not in\n{shown}"
