"""`digest show`, `editions`, `rest`, `why`, `verify`: what was made, seen again."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.options import EditionArgument, ExplainOption, FormatOption, OutputOption, ToOption, WhoseOption
from digest.cli.printing import addressed, print_out, write_edition
from digest.cli.setting import Setting, with_setting
from digest.cli.streams import line_look, look
from digest.errors import DigestError
from digest.render.look import Look


@with_setting
def show(
    setting: Setting,
    edition: EditionArgument = None,
    format_: FormatOption = "auto",
    output: OutputOption = None,
    explain: ExplainOption = False,
    to: ToOption = None,
    cursor: WhoseOption = None,
) -> None:
    """Print a stored edition again, without the network.

    \b
        digest show
        digest show yesterday
        digest show 2026-11-20 --format html -o friday.html
        digest show --format email --to me@example.org | sendmail -i -t
    """
    from digest.app import editions as made

    workspace = setting.workspace()
    envelope = addressed(format_, to, workspace.config)
    found = made.find_edition(workspace, edition, cursor)
    write_edition(found, setting, format_, output=output, explain=explain, envelope=envelope)


@with_setting
def editions(setting: Setting) -> None:
    """List the stored editions, the newest first.

    \b
        digest editions
        digest show 2026-11-20.1@mail

    Each stands under its name, which show, rest and verify take: date, revision, and the cursor it was made for.
    """
    from digest.app import editions as made

    listed = made.list_editions(setting.workspace())
    widest = max((len(line.name) for line in listed), default=0)
    lines = [
        f"{line.name:<{widest}} {line.stories:>4} stories of {line.entries:>5} new"
        f"  {'delivered' if line.delivered_at else 'looked at' if line.view else 'not delivered'}{f'  {line.view}' if line.view else ''}"
        for line in listed
    ]
    print_out("\n".join(lines or ["no edition yet: digest today makes one"]))


@with_setting
def rest(
    setting: Setting,
    edition: EditionArgument = None,
    cursor: WhoseOption = None,
) -> None:
    """List what stayed below the line, a line each.

    \b
        digest rest
        digest rest 2026-11-20 | grep -i sqlite
    """
    from digest.app import editions as made
    from digest.render.terminal import rest as rendered

    found, opened = made.find_rest(setting.workspace(), edition, cursor)
    print_out(rendered(found, line_look(setting), opened=opened))


@with_setting
def why(
    setting: Setting,
    story: Annotated[str, typer.Argument(metavar="N|ID|URL", help="A story's number or id, an entry's id, or the address of an article.")],
    cursor: WhoseOption = None,
) -> None:
    """Print a story's score as a sum, or why it is not shown.

    \b
        digest why 1
        digest why https://lwn.net/Articles/1000000/
    """
    from digest.app import correcting
    from digest.app import editions as made
    from digest.render.terminal import why as rendered

    workspace = setting.workspace()
    explained = made.why(workspace, story, cursor)
    if explained.story is None:
        print_out(f"{story}\n    not shown: {explained.verdict}")
        return
    remarks = correcting.remarks(workspace, explained.story)
    earlier = explained.verdict  # the number is of another edition
    if earlier:
        print_out(earlier)
    number = None if earlier else explained.rank
    print_out(rendered(explained.story, _look(setting), number=number, remarks=remarks, timezone=workspace.zone))


@with_setting
def verify(
    setting: Setting,
    edition: EditionArgument = None,
    cursor: WhoseOption = None,
) -> None:
    """Find every summary sentence again in its source.

    \b
        digest verify
        digest verify 2026-11-20

    Exit 1 when one is not there.
    """
    from digest.app import editions as made

    verified = made.verify_edition(setting.workspace(), edition, cursor)
    for brief, sentence in verified.missing:
        print_out(f'not found in {brief.sources[sentence.source - 1].url}: "{sentence.text}"')
    found = verified.sentences - len(verified.missing)
    print_out(f"{found} of {verified.sentences} sentences found word for word in their sources, in {len(verified.edition.briefs)} stories")
    if verified.missing:
        raise DigestError("a sentence does not stand in its source", hint="the text was changed after it was read, or this is a defect")


def _look(setting: Setting) -> Look:
    return look(setting, format_name="terminal")
