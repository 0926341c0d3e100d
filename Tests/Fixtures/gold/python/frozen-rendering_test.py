# Imitates a server-side component library of an AI-assisted product (CLAUDE.md in its root): renderers, themes, snapshots.
import html
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from unittest.mock import ANY, Mock, patch, sentinel

import pytest
from approvaltests import verify, verify_as_json
from bs4 import BeautifulSoup
from syrupy.extensions.json import JSONSnapshotExtension

from widgets import Button, Card, Table, Theme, contrast, register, render
from widgets.assets import AssetError, fingerprint, url_for
from widgets.html import attributes, sanitize
from widgets.themes import DARK, palette
from widgets_testing import assert_accessible, check_markup, should_render

GOLDEN = Path(__file__).with_name("golden")


@dataclass
class Row:
    name: str
    price: int


@pytest.fixture
def snapshot_json(snapshot):
    return snapshot.use_extension(JSONSnapshotExtension)


def soup(component):
    return BeautifulSoup(render(component), "html.parser")


def assert_text(component, expected):
    assert soup(component).get_text(strip=True) == expected


class TestButton:
    def test_text(self):
        assert_text(Button("Save"), "Save")  #! value business 3 echo

    def test_markup(self):
        assert render(Button("Save", kind="primary")) == '<button class="btn btn-primary">Save</button>'  #! value business 3

    def test_is_a_button(self):
        node = soup(Button("Save")).find("button")
        assert node is not None  #! existence shape 1
        assert node["class"] == ["btn", "btn-default"]  #! value business 3
        assert "disabled" not in node.attrs  #! shape shape 1 negative ? relational
        assert "class" in node.attrs  #! shape shape 1

    def test_disabled(self):
        node = soup(Button("Save", disabled=True)).button
        assert node.has_attr("disabled")  #! shape shape 1

    def test_escapes(self):
        assert "<script>" not in render(Button("<script>"))  #! relational business 1 negative
        assert html.escape("<script>") in render(Button("<script>"))  #! value-partial business 2

    def test_snapshot(self, snapshot):
        assert render(Button("Save")) == snapshot  #! snapshot ambiguous 2
        assert snapshot(name="disabled") == render(Button("Save", disabled=True))  #! snapshot ambiguous 2

    def test_accessible(self):
        assert_accessible(render(Button("Save")))  #! unknown ambiguous 0
        check_markup(Button("Save"))  #! unknown ambiguous 0


class TestTable:
    rows = [Row("a", 3), Row("b", 2)]

    def test_rows(self):
        table = soup(Table(self.rows))
        assert len(table.select("tbody tr")) == 2  #! size shape 2
        assert [cell.text for cell in table.select("td.price")] == ["0.03", "0.02"]  #! value business 3
        assert not table.select("tfoot")  #! size business 2 absent ? existence

    def test_row_is_a_row(self):
        row = Row("a", 3)
        assert isinstance(row, Row)  #! vacuous none 0 no-sut
        assert asdict(row) == {"name": "a", "price": 3}  #! vacuous none 0 no-sut

    def test_snapshot(self, snapshot_json):
        assert Table(self.rows).to_dict() == snapshot_json  #! snapshot ambiguous 2

    def test_approved(self):
        verify(render(Table(self.rows)))  #! snapshot ambiguous 2
        verify_as_json(Table(self.rows).to_dict())  #! snapshot ambiguous 2

    @pytest.mark.parametrize("name", ["empty", "two-rows"])
    def test_golden(self, name, pytestconfig):
        actual = render(Table.from_json((GOLDEN / f"{name}.json").read_text()))
        if pytestconfig.getoption("update_golden"):
            (GOLDEN / f"{name}.html").write_text(actual)
        assert actual == (GOLDEN / f"{name}.html").read_text()  #! snapshot ambiguous 2 table

    def test_sorting_keeps_rows(self):
        table = Table(self.rows).sort("price")
        assert table.rows == sorted(table.rows, key=lambda row: row.price)  #! relational business 2
        assert {row.name for row in table.rows} == {"a", "b"}  #! value business 3 echo

    def test_renders(self):
        render(Table([]))


class TestThemes:
    def test_dark(self):
        assert Theme.named("dark") is DARK  #! value business 2 shared-constant
        assert DARK.background == "#101418"  #! value business 3 constant-subject
        assert isinstance(Theme.named("dark"), Theme)  #! type-only shape 1

    def test_palette(self):
        colours = palette("dark")
        assert colours == palette("dark")  #! mirrored none 0 self-call
        assert colours["text"] == Theme.named("dark").colour("text")  #! mirrored none 1 sut-computed ? relational
        assert set(colours) >= {"text", "background"}  #! shape shape 2
        assert all(value.startswith("#") for value in colours.values())  #! relational business 1 loop-unknown

    def test_contrast(self):
        assert contrast("#000000", "#ffffff") == pytest.approx(21.0)  #! value business 3
        assert contrast("#777777", "#ffffff") > 4  #! relational business 2
        assert contrast("#123456", "#abcdef") == contrast("#abcdef", "#123456")  #! relational business 2
        assert isinstance(contrast("#000000", "#ffffff"), float)  #! type-only shape 1 supporting

    def test_unknown_theme(self):
        with pytest.raises(LookupError):  #! throws-specific business 2
            Theme.named("neon")

    def test_unknown_colour(self):
        with pytest.raises(KeyError, match="glow"):  #! throws-specific business 3
            Theme.named("dark").colour("glow")


class TestAssets:
    def test_missing(self):
        with pytest.raises(AssetError) as caught:  #! throws-specific business 2
            url_for("nothing.css")
        assert caught.value.args == ("nothing.css",)  #! throws-specific business 3

    def test_anything(self):
        with pytest.raises(Exception):  #! throws-any shape 1
            url_for(None)

    def test_fingerprint_is_stable(self):
        assert fingerprint(b"a") == fingerprint(b"a")  #! relational business 2
        assert len(fingerprint(b"a")) == 8  #! size shape 2

    def test_url(self):
        with patch("widgets.assets.fingerprint", return_value="abc12345"):
            assert url_for("app.css") == "/static/app.abc12345.css"  #! value business 3

    def test_cdn(self):
        with patch("widgets.assets.url_for", return_value="/x.css"):
            from widgets.assets import url_for as patched

            assert patched("app.css") == "/x.css"  #! vacuous none 0 mock-return


class TestRegistry:
    def test_register(self):
        hook = Mock()
        register("alert", Card, on_register=hook)
        hook.assert_called_once_with("alert", Card)  #! call-args business 2
        assert hook.call_args_list[0].args[0] == "alert"  #! call-args business 2

    def test_register_calls_something(self):
        hook = Mock()
        register("alert", Card, on_register=hook)
        hook.assert_called_once_with(ANY, ANY)  #! call shape 1
        hook.assert_called_once  #! vacuous none 0 incomplete

    def test_unregistered(self):
        hook = Mock()
        render(Button("x"), on_register=hook)
        hook.assert_not_called()  #! call business 2 absent

    def test_identity(self):
        assert register("alert", sentinel.component) is sentinel.component  #! value business 2 echo

    def test_sanitize_is_idempotent(self):
        once = sanitize('<p onclick="x()">hi</p>')
        assert sanitize(once) == once  #! relational business 2
        assert once == "<p>hi</p>"  #! value business 3

    def test_attributes(self):
        assert attributes({}) == ""  #! value business 3
        assert attributes({"id": "a"}) == ' id="a"'  #! value business 3
        assert json.dumps(attributes({"id": "a"}))  #! existence shape 1 ? vacuous

    def test_should_render(self):
        should_render(Card("x"), "card")  #! unknown ambiguous 0

    def test_nothing_raises(self):
        try:
            render(Card(None))
        except (TypeError, ValueError) as error:
            pytest.fail(str(error))  #! no-throw shape 1
