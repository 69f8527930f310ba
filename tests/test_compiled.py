"""Templates that an earlier run has compiled are used as long as nothing has changed."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from generator.compiled import CompiledTemplates


def rendered(folder: Path, text: str, **given: object) -> str:
    """What a template gives in an environment that keeps its code in the folder."""
    made = jinja2.Environment(
        loader=jinja2.DictLoader({"page": text}),
        bytecode_cache=CompiledTemplates(folder, **given),  # type: ignore[arg-type]
    )
    return made.get_template("page").render(x=1)


def without_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on compiling fails."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a template is compiled")

    monkeypatch.setattr(jinja2.Environment, "compile", refuse)


def test_a_template_is_compiled_once(tmp_path, monkeypatch) -> None:
    """The next run, which is another process, finds the code."""
    rendered(tmp_path / "made", "{{ x }} seen")
    without_compiler(monkeypatch)
    assert rendered(tmp_path / "made", "{{ x }} seen") == "1 seen"


def test_another_text_is_compiled_again(tmp_path) -> None:
    """Who saves a template sees the new one."""
    rendered(tmp_path, "{{ x }} old")
    assert rendered(tmp_path, "{{ x }} new") == "1 new"


def test_other_filters_compile_all_templates_again(tmp_path, monkeypatch) -> None:
    """How a filter is called is part of the code of a template."""
    module = tmp_path / "filters.py"
    module.write_text("old")
    rendered(tmp_path / "made", "{{ x }}", modules=[module])
    module.write_text("new")
    without_compiler(monkeypatch)
    with pytest.raises(AssertionError, match="is compiled"):
        rendered(tmp_path / "made", "{{ x }}", modules=[module])


@pytest.mark.parametrize("left", [b"", b"j2", b"no code at all", None])
def test_what_cannot_be_read_is_compiled(tmp_path, left) -> None:
    """A kill, a full disk or another program may leave anything there."""
    rendered(tmp_path, "{{ x }}")
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-20] if left is None else left)
    assert rendered(tmp_path, "{{ x }}") == "1"


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path) -> None:
    """The checkout may be there to read only."""
    (tmp_path / "file").write_text("in the way")
    assert rendered(tmp_path / "file" / "made", "{{ x }}") == "1"
