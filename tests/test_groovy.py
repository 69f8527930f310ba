"""Groovy: its tokens, the scripts in it, and its code as Java."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flexmap.readers.groovy import read
from flexmap.readers.groovy_as_java import as_java
from flexmap.readers.regions import Region
from flexmap.sources.languages import by_name
from flexmap.syntax.groovy import Kind, Token, tokens

PARTS = st.sampled_from((
    "'", '"', "'''", '"""', "$/", "/$", "/", "\\", "${", "{", "}", "(", ")", "\n", " ", "sh", "a",
    "//", "/*", "*/", "az vmss restart", "virtualMachineScaleSets", "->", ":", "+", ",", "for",
    "in", "é", "$", "?.", "#!",
))  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PARTS, max_size=40).map("".join))
QUOTES = {
    "'": ("\\", "'", "\n"), "'''": ("\\", "'"), '"': ("\\", '"', "\n", "$"),
    '"""': ("\\", '"', "$"), "$/": ("$", "/"),
}  # fmt: skip
"""The quotes of Groovy, with what cannot stand in a string of them as it is."""


def scripts(source: bytes) -> list[Region]:
    """The texts in a file that are read as something else."""
    return [found for found in read(source) if isinstance(found, Region)]


def strings(text: str) -> list[str]:
    """The strings in a text, with their quotes."""
    found = tokens(text.encode("utf-8", "surrogatepass"))
    return [token.text.decode() for token in found if token.kind is Kind.STRING]


@given(TEXTS)
def test_tokens_stand_in_order_and_nothing_between_them_is_more_than_blank(text: str) -> None:
    """Whatever the text is, each byte is in one token, or in a comment or a blank."""
    source = text.encode("utf-8", "surrogatepass")
    at = 0
    for token in tokens(source):
        assert token.start >= at
        assert token.text == source[token.start : token.end] != b""
        between = source[at : token.start].strip()
        assert not between or between[:1] in b"/#\\"
        at = token.end


@given(TEXTS)
def test_code_as_java_has_the_same_length(text: str) -> None:
    """So that a place in it is the same place in the file."""
    source = text.encode("utf-8", "surrogatepass")
    assert len(as_java(source, list(tokens(source)), ())) == len(source)


@given(TEXTS)
def test_a_script_stands_where_its_text_begins(text: str) -> None:
    """A region never reaches over the end of the file."""
    source = text.encode("utf-8", "surrogatepass")
    for region in scripts(source):
        assert 0 <= region.start <= region.start + len(region.text) <= len(source)


@given(st.sampled_from(sorted(QUOTES)), st.data())
def test_a_string_ends_at_its_own_quote(quote: str, data: st.DataObject) -> None:
    """Quotes of other kinds, comments and braces inside it do not end it."""
    left_out = QUOTES[quote]
    inner = data.draw(st.text().filter(lambda text: not any(mark in text for mark in left_out)))
    closing = "/$" if quote == "$/" else quote
    whole = f"{quote}{inner}{closing}".encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    if inner or len(quote) > 1:
        assert strings(f"sh {whole} // '") == [whole]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a ${b("x}")} c"', ['"a ${b("x}")} c"']),
        ('"${list.collect { "$it" }.join(\' \')}" + "b"',
         ['"${list.collect { "$it" }.join(\' \')}"', '"b"']),
        ('"""a "b" ${x ? "y" : \'z\'} """', ['"""a "b" ${x ? "y" : \'z\'} """']),
        (r"'it\'s' + 'b'", [r"'it\'s'", "'b'"]),
        ("x = a / b / c", []),
        ("x = ~/a'b/", ["/a'b/"]),
        ("x = $/ a $$ /b $/ c /$ + 'd'", ["$/ a $$ /b $/ c /$", "'d'"]),
        ("x = 'open\ny = 'b'", ["'b'"]),
        ('x = "${open\ny = "b"', ['"b"']),
        ("/* 'a' */ 'b' // 'c'\n", ["'b'"]),
        ("#!/usr/bin/env 'groovy'\n'a'", ["'a'"]),
    ],
)  # fmt: skip
def test_strings_are_told_apart(text: str, expected: list[str]) -> None:
    """Values with strings of their own are put in, slashes divide, quotes stay open."""
    assert strings(text) == expected


def regions(text: str) -> list[tuple[str, str]]:
    """The scripts in a text: their language and their words."""
    source = text.encode()
    found = [region for region in scripts(source) if region.language != "java"]
    return [(region.language, " ".join(region.text.decode().split())) for region in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sh 'az vmss list'", [("shell", "az vmss list")]),
        ("sh(script: '''az vmss list''', returnStdout: true)", [("shell", "az vmss list")]),
        ("sh returnStdout: true, script: 'az vmss list'", [("shell", "az vmss list")]),
        ('bat "az vmss list"', [("batch", "az vmss list")]),
        ("pwsh 'Get-AzVmss'", [("powershell", "Get-AzVmss")]),
        ('sh "az vmss list -g ${env.RG}"', [("shell", "az vmss list -g ${env_RG}")]),
        (r'sh "az vmss list -g \$RG"', [("shell", "az vmss list -g $RG")]),
        (r'sh "az vmss list -g a\$B/\${C}/\$(d)"', [("shell", "az vmss list -g a$_B/${_C}/$( d)")]),
        ("['az', 'vmss', a.b, 'c'].join(' ')", [("shell", "az vmss $a$b c")]),
        (r"sh 'az vmss list -n \'a\''", [("shell", "az vmss list -n 'a '")]),
        ("sh 'az vmss ' +\n  'list -g ' + rg.name", [("shell", "az vmss list -g $rg$name")]),
        ("sh(/az vmss list/)", [("shell", "az vmss list")]),
        ("['az', 'vmss', 'list'].execute()", [("shell", "az vmss list")]),
        ("x = 'az vmss list'", [("shell", "az vmss list")]),
        ("echo 'az vmss list'", []),
        ("stage('az vmss list') {}", []),
        ("sh(script: 'true', label: 'az vmss list')", []),
        ("// sh 'az vmss list'", []),
        ("x = 'see az vmss list'", []),
    ],
)
def test_scripts_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    """In steps, in lists of words and in variables; not in what is only said."""
    assert regions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def a = x.y()\na.z()\n", "var a = x.y();a.z();"),
        ("x.y()\n  .z()\n", "x.y()   .z();"),
        ("all.each { vm -> vm.stop() } \n", "all.each(  vm ->{vm.stop() });"),
        ("for (v in all) {\n", "for(var v:all) { "),
        ("R<V> f(A a) {\n a.&b\n}\n", "R<V> f(A a) {  a::b;} "),
        ("x = f({\n   a.b()\n})\n", "x = f(()->{a.b();});"),
        ("@A\n@B('x')\nclass C {\n}\n", '@A @B("x") class C { } '),
        ("x = [a, [b: 1, 'c': d]]\ny = [:]\n", 'x = (a+ (b+ 1+ "c"+ d));y = 0  ;'),
        ("x = a ?: b as C\ny = a*.b()\n", "x = a || b     ;y = a .b();"),
        ("f(a, { b -> c.d(b) })\n", "f(a, b->{   c.d(b) });"),
        ("f({ String b, c ->\n d()\n})\n", "f(()->{             d();});"),
        ("def 'a b'() {\n}\n", "var _____() { } "),
        ("def f(A a) {\n a?.b()\n}\n", "var f(A a) {  a .b();} "),
        ("steps {\n a('''x\n\"y''')\n}\n", 'steps;{  a("  x  y  ");} '),
    ],
)
def test_code_becomes_java(text: str, expected: str) -> None:
    """Statements end, closures are lambdas or blocks, strings have double quotes."""
    source = text.encode()
    assert as_java(source, list(tokens(source)), ()).decode() == expected


@pytest.mark.parametrize(
    "name", ["Jenkinsfile", "jenkinsfile.deploy", "a.groovy", "a.jenkinsfile", "build.gradle"]
)
def test_files_of_groovy_are_known(name: str) -> None:
    """By the name of pipelines, with what people put behind it, or by the ending."""
    assert by_name(name) == "groovy"
    assert by_name("build.gradle.kts") is None


def test_a_token_knows_its_text_without_quotes() -> None:
    """And whether values are put into it."""
    (token,) = tokens(b'"""a"""')
    assert isinstance(token, Token)
    assert token.inner == (3, 4)
    assert token.is_template
