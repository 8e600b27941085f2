"""A company's text files, damaged as files are on their way: by one number the same mutant every time."""

import codecs
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

#: Stands in every client's id, order number and so on: K0017 is of row 17. None may ever get lost.
TOKEN = r"K[0-9]{4}"
ROWS = 90
NAMES = ("ООО «Ёлка»", "ИП Жук", 'АО "Рога, копыта"', "Farm & Co", "Птицефабрика №7", "")


def _orders(n: int, day: str) -> tuple[str, ...]:
    status = ("done", "cancelled", "Выполнен", "")[n % 4]
    return f"K{n:04d}", f"{day} 10:{n % 60:02d}:00", f"{n * 7.25:.2f}", f"o{n}", status, NAMES[n % 6]


def _complaints(n: int, day: str) -> tuple[str, ...]:
    return f"K{n:04d}", day, "2025-12-01", ("delivery", "цена", "other")[n % 3], str(n % 5 + 1), f"x{n}"


def _nps(n: int, day: str) -> tuple[str, ...]:
    comment = ("ну, так себе", 'сказал: "никогда"', "две\nстроки", "", "ok")[n % 5]
    return f"K{n:04d}", day, str(n % 11), ("product", "service", "")[n % 3], comment


def _order_lines(n: int, day: str) -> tuple[str, ...]:
    return f"K{n:04d}", f"Коробка {n % 9}", f"{n}.5", ("тара", "плёнка", "")[n % 3], str(n % 4 + 1)


def _clients(n: int, day: str) -> tuple[str, ...]:
    return f"K{n:04d}", NAMES[n % 6], ("b2b", "b2c")[n % 2], day, f"+7900{n:07d}", ("да", "нет", "")[n % 3]


#: Table → its header, and what makes a row.
MADE: Mapping[str, tuple[str, Callable[[int, str], tuple[str, ...]]]] = {
    "orders": ("client_id,ordered_at,amount,order_id,status,branch", _orders),
    "complaints": ("client_id,opened_at,closed_at,category,severity,complaint_id", _complaints),
    "nps": ("client_id,answered_at,score,topic,comment", _nps),
    "order_lines": ("order_id,product,amount,category,quantity", _order_lines),
    "clients": ("client_id,name,kind,created_on,phone,do_not_contact", _clients),
}
DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "cp866")
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
HOSTILE = (
    '"', '""', '"""', "'", "\\", "NaN", "inf", "-infinity", "epoch", "now", "today", "NULL", "None", "1e999", "1e5",
    "0x1F", "1_000", "--5", "-0", "１２", "٣", "9" * 40, "0." + "0" * 60 + "1", "99999999999999.99", "1,234.5", "1 234",
    "2025-02-30", "0000-00-00", "9999-12-31", "294247-01-10 04:00:54.775806", "2025-01-01 (BC)", "2025-01-01 24:00:00",
    "2025-01-01T10:00:00+99:99", "2025-01-01 10:00 Europe/Nowhere", "2025-01-01 10:00 Europe/Moscow", "01.02.2025",
    "45292", "=1+1", "@x", "a;b", "a\tb", "a|b", "a,b", "\u00a0", "\u2028", "\x85", "\x0b", "\x1c", "\ufeff", "\u202ex",
    "é́", "🙈", "\ufffd", "{}", "[1]", "$1", "%s", "'); DROP TABLE x; --", "да", "RUB", "<b>x</b>", "x\ny", "x\r\ny",
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A damaged file: of which table, its bytes, what was done to it, and what the settings say of it."""

    table: str
    content: bytes
    damages: tuple[str, ...]
    settings: Mapping[str, Any]


def whole(table: str) -> str:
    """The file as it was before: every row well."""
    header, made = MADE[table]
    rows = [made(n, f"2025-{n % 11 + 1:02d}-{n % 28 + 1:02d}") for n in range(ROWS)]
    return "".join(f"{line}\n" for line in [header, *(",".join(map(_cell, row)) for row in rows)])


def mutant(seed: int) -> Mutant:
    """Damage one of the files once or several times, or leave it whole in another form."""
    rng = random.Random(seed)
    table = rng.choice(list(MADE))
    text, damages, settings = whole(table), [], {}
    times = rng.choices((0, 1, 2, 3, 8), (1, 10, 5, 3, 2))[0]
    chosen = rng.choices(list(DAMAGES), k=times)
    for name in chosen:
        if name in TEXT_DAMAGES:
            text, damages = TEXT_DAMAGES[name](rng, text), [*damages, name]
    content = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.3:
        encoding = rng.choice(ENCODINGS)
        content, damages = text.encode(encoding, "replace"), [*damages, encoding]
        if rng.random() < 0.3:
            settings["encoding"] = rng.choice(ENCODINGS)
    if rng.random() < 0.1:
        settings["delimiter"] = rng.choice(DELIMITERS)
    for name in chosen:
        if name in BYTE_DAMAGES:
            content, damages = BYTE_DAMAGES[name](rng, content), [*damages, name]
    return Mutant(table, content, tuple(damages), settings)


def _cell(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if any(sign in value for sign in ',"\n') else value


# ---- text: fields and lines


def _of_fields(
    change: Callable[[random.Random, list[str]], list[str]],
) -> Callable[[random.Random, str], str]:
    """Change the fields of some lines, the header among them; quotes are not looked at."""

    def damage(rng: random.Random, text: str) -> str:
        lines = text.split("\n")
        for at in rng.sample(range(len(lines)), min(len(lines), rng.choice((1, 1, 2, 5)))):
            mark = max(DELIMITERS, key=lines[at].count)
            lines[at] = mark.join(change(rng, lines[at].split(mark)))
        return "\n".join(lines)

    return damage


def _swapped(rng: random.Random, fields: list[str]) -> list[str]:
    one, other = rng.randrange(len(fields)), rng.randrange(len(fields))
    fields[one], fields[other] = fields[other], fields[one]
    return fields


def _put(rng: random.Random, fields: list[str], value: str) -> list[str]:
    fields[rng.randrange(len(fields))] = value
    return fields


def _doubled(rng: random.Random, fields: list[str]) -> list[str]:
    at = rng.randrange(len(fields))
    return [*fields[:at], fields[at], *fields[at:]]


def _dropped(rng: random.Random, fields: list[str]) -> list[str]:
    at = rng.randrange(len(fields))
    return [*fields[:at], *fields[at + 1 :]]


def _quoted(rng: random.Random, fields: list[str]) -> list[str]:
    at = rng.randrange(len(fields))
    marked = rng.choice(('"{}"', '"{}', '{}"', ' "{}"', '"{}" ', "'{}'", '"{}""', "«{}»", " {} "))
    return _put_at(fields, at, marked.format(fields[at]))


def _put_at(fields: list[str], at: int, value: str) -> list[str]:
    return [*fields[:at], value, *fields[at + 1 :]]


def _of_lines(change: Callable[[random.Random, list[str]], list[str]]) -> Callable[[random.Random, str], str]:
    def damage(rng: random.Random, text: str) -> str:
        return "\n".join(change(rng, text.split("\n")))

    return damage


def _cut(rng: random.Random, lines: list[str]) -> list[str]:
    at = rng.randrange(len(lines))
    return _put_at(lines, at, lines[at][: rng.randrange(len(lines[at]) + 1)])


def _joined(rng: random.Random, lines: list[str]) -> list[str]:
    at = rng.randrange(len(lines))
    return [*lines[:at], rng.choice(("", " ", ",", '"')).join(lines[at : at + 2]), *lines[at + 2 :]]


def _moved(rng: random.Random, lines: list[str]) -> list[str]:
    return _with(lines, rng, lines.pop(rng.randrange(len(lines))))


def _with(lines: list[str], rng: random.Random, line: str) -> list[str]:
    at = rng.randrange(len(lines) + 1)
    return [*lines[:at], line, *lines[at:]]


def _shuffled(rng: random.Random, lines: list[str]) -> list[str]:
    return [lines[0], *rng.sample(lines[1:], len(lines) - 1)]


def _delimited(rng: random.Random, text: str) -> str:
    """Write another delimiter everywhere, or in some lines only."""
    mark, every = rng.choice(DELIMITERS), rng.random() < 0.7
    return "\n".join(
        line.replace(",", mark) if every or rng.random() < 0.1 else line for line in text.split("\n")
    )


def _ended(rng: random.Random, text: str) -> str:
    ends = rng.choice((("\r\n",), ("\r",), ("\n", "\r\n"), ("\n", "\r\n", "\r"), ("\n", "\n\n"), ("\n\r",)))
    return "".join(line + rng.choice(ends) for line in text.split("\n"))


TEXT_DAMAGES: Mapping[str, Callable[[random.Random, str], str]] = {
    "fields swapped": _of_fields(_swapped),
    "field doubled": _of_fields(_doubled),
    "field dropped": _of_fields(_dropped),
    "field blanked": _of_fields(lambda rng, fields: _put(rng, fields, rng.choice(("", " ", "\u00a0")))),
    "field quoted": _of_fields(_quoted),
    "field hostile": _of_fields(lambda rng, fields: _put(rng, fields, rng.choice(HOSTILE))),
    "field huge": _of_fields(
        lambda rng, fields: _put(rng, fields, rng.choice("x9 я,") * rng.choice((300, 20_000, 2_100_000)))
    ),
    "line cut": _of_lines(_cut),
    "line doubled": _of_lines(lambda rng, lines: _with(lines, rng, rng.choice(lines))),
    "lines joined": _of_lines(_joined),
    "line moved": _of_lines(_moved),
    "lines shuffled": _of_lines(_shuffled),
    "line dropped": _of_lines(lambda rng, lines: _dropped(rng, lines)),
    "line blank": _of_lines(
        lambda rng, lines: _with(lines, rng, rng.choice(("", " ", "\t", ",,,,,", "\u00a0")))
    ),
    "header again": _of_lines(lambda rng, lines: _with(lines, rng, lines[0])),
    "total at the end": _of_lines(lambda rng, lines: [*lines, "Итого,,12345,,,"]),
    "quote unclosed": _of_lines(lambda rng, lines: _with(lines, rng, 'K9999,"2025-01-01,5,,,')),
    "hint for Excel": lambda rng, text: f"sep={rng.choice(DELIMITERS)}\n{text}",
    "delimiter": _delimited,
    "line ends": _ended,
    "twice": lambda rng, text: text + text,
}


# ---- bytes


def _of_bytes(change: Callable[[random.Random, bytes], bytes]) -> Callable[[random.Random, bytes], bytes]:
    """Put other bytes in the place of one, somewhere, a few times."""

    def damage(rng: random.Random, content: bytes) -> bytes:
        for _ in range(rng.choice((1, 1, 3, 20))):
            at = rng.randrange(len(content) + 1)
            content = content[:at] + change(rng, content[at : at + 1]) + content[at + 1 :]
        return content

    return damage


BYTE_DAMAGES: Mapping[str, Callable[[random.Random, bytes], bytes]] = {
    "bytes flipped": _of_bytes(lambda rng, byte: bytes(one ^ (1 << rng.randrange(8)) for one in byte)),
    "bytes inserted": _of_bytes(lambda rng, byte: byte + rng.randbytes(rng.choice((1, 1, 4)))),
    "bytes removed": _of_bytes(lambda rng, byte: b""),
    "zero bytes": _of_bytes(lambda rng, byte: rng.choice((b"\0", byte + b"\0", bytes(40)))),
    "signs of order": _of_bytes(
        lambda rng, byte: rng.choice((b'"', b",", b"\n", b"\r", b";", b"\t", b'"\n"'))
    ),
    "file cut": lambda rng, content: content[: rng.randrange(len(content) + 1)],
    "mark at the start": lambda rng, content: rng.choice(MARKS) + content,
    "mark within": lambda rng, content: content[:500] + rng.choice(MARKS) + content[500:],
    "file emptied": lambda rng, content: rng.choice((b"", b"\n", b"\0", b" ", content[:20], b'"')),
    "noise": lambda rng, content: rng.choice((rng.randbytes(3_000), rng.randbytes(50) + content)),
}
DAMAGES = (*TEXT_DAMAGES, *BYTE_DAMAGES)
