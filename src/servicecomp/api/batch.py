"""Texts by the million, the report on them, and the view of one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from servicecomp import __version__
from servicecomp.api.content import Name, catalogue_for, framework_for, resolved
from servicecomp.api.output import render
from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.loading.writing import write_file
from servicecomp.models.provenance import content_hash
from servicecomp.models.roles import RoleProfile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from servicecomp.models.frameworks import Framework
    from servicecomp.models.reports import BatchResult, CorpusReport, MatchView

__all__ = ["corpus_report", "match_file", "match_view", "write_corpus_csv"]


def match_file(
    path: Name,
    output: Name,
    *,
    framework: Framework | Name | None = None,
    text: str = "text",
    by: str | None = None,
    engine: str | None = None,
    processes: int | None = None,
    folders: Iterable[Name] = (),
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> BatchResult:
    """Match each row of a Parquet, CSV or JSON Lines file and write the results into a folder, as numbered Parquet files.

    `text` names the column with the texts; the other columns are kept. A run that was stopped goes on where it was. With `by`, a
    column with departments or job families, a report on the whole is written beside them: `report-COLUMN.html` and `.csv`; `force`
    writes over one that is already there. `engine` is this machine's cores, as many as `processes`, or `dask://HOST:PORT` or
    `dask://local`. `progress` is called with the rows done and the rows there are.

    Raises:
        NotFoundError: there is no such file, framework or engine.
        DataError: the file cannot be read, a column is missing, or the folder holds something else.
        MissingExtraError: the extra `batch`, or `dask`, is not installed.

    """
    from servicecomp.batch import match_file as run  # noqa: PLC0415 - an extra

    used = framework_for(framework, folders)
    result = run(
        Path(path),
        Path(output),
        framework=used,
        text=text,
        by=by,
        engine=engine,
        processes=processes,
        progress=progress,
        version=__version__,
    )
    if by is None:
        return result
    report = corpus_report(output, by=by, framework=used)
    name = "".join(sign if sign.isalnum() else "-" for sign in by)
    page = Path(output) / f"report-{name}.html"
    files = (_kept(page, render(report, format="html"), force=force), _kept(page.with_suffix(".csv"), _csv(report), force=force))
    return replace(result, reports=files)


def corpus_report(
    matches: Any,  # noqa: ANN401 - Arrow is an extra, whose types cannot be named here
    *,
    by: str | None = None,
    framework: Framework | Name | None = None,
    least: int | None = None,
    folders: Iterable[Name] = (),
) -> CorpusReport:
    """Return the report on matched texts: the share of each group's texts that evidence each competency.

    `matches` is the folder that `match_file` wrote, an Arrow table, or record batches of such; `by` names the column to group by, and
    `least` is the fewest texts of a group for which shares are shown.

    Raises:
        NotFoundError: there is no such folder or framework.
        DataError: there is no such column, or the texts were matched with another framework.
        MissingExtraError: the extra `batch` is not installed.

    """
    from servicecomp.batch import count_groups  # noqa: PLC0415 - an extra
    from servicecomp.documents.corpus_report import LEAST_TEXTS  # noqa: PLC0415 - builders are loaded when used
    from servicecomp.documents.corpus_report import corpus_report as build  # noqa: PLC0415 - as above

    used = framework_for(framework, folders)
    counts = count_groups(_batches(matches, used, by), [competency.id for competency in used.competencies], by=by)
    return build(counts, framework=used, by=by, least=LEAST_TEXTS if least is None else max(1, least))


def write_corpus_csv(report: CorpusReport, path: Name, *, force: bool = False) -> Path:
    """Write the table of a corpus report as CSV and return the path.

    Raises:
        DataError: the file is already there and `force` is not set, or it cannot be written.
        MissingExtraError: the extra `batch` is not installed.

    """
    return write_file(Path(path), _csv(report), force=force)


def match_view(
    text: str, *, framework: Framework | Name | None = None, roles: Iterable[RoleProfile | Name] | None = None, folders: Iterable[Name] = ()
) -> MatchView:
    """Return the view of one text with its evidence marked, what it shows and only claims, and what the nearest role has besides.

    `roles` are the known roles that it is compared with; all that use the framework when left out.

    >>> [entry.competency for entry in match_view("Calm upset callers and put things right first time.").found]
    ['complaint-handling', 'de-escalation']

    """
    from servicecomp.documents.match_view import match_view as build  # noqa: PLC0415 - builders are loaded when used
    from servicecomp.matching import suggest_role as suggest  # noqa: PLC0415 - keeps `import servicecomp.api` light

    used = framework_for(framework, folders)
    catalogue = catalogue_for(folders)
    known = [resolved(entry, RoleProfile, catalogue.role) for entry in (catalogue.role_files() if roles is None else roles)]
    known = [role for role in known if role.framework == used.id]
    suggestion = suggest(text, used, tuple(known))
    nearest = next((role for role in known if role.id == suggestion.nearest), None)
    return build(text, suggestion, framework=used, nearest=nearest)


def _refusal(code: str, where: str, message: str, hint: str) -> DataError:
    return DataError([Problem(code=code, where=where, message=message, hint=hint)])


def _batches(matches: Any, framework: Framework, by: str | None) -> Iterator[Any]:  # noqa: ANN401 - as above
    if not isinstance(matches, str | Path):
        yield from matches.to_batches() if hasattr(matches, "to_batches") else matches
        return
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra; present, or `count_groups` would have said so

    from servicecomp.batch.writing import MANIFEST, read_manifest  # noqa: PLC0415 - as above

    folder = Path(matches)
    manifest = read_manifest(folder)
    if manifest is None or not manifest["complete"]:
        todo = "run the match again to finish them" if manifest else f"it holds no {MANIFEST}"
        message = f"there are no finished results in '{folder}'; {todo}"
        raise NotFoundError(message)
    if manifest["made_from"].get("framework_content") != content_hash(framework):
        message = f"the texts were matched with another framework or version of it: '{manifest['made_from'].get('framework')}'"
        raise _refusal("other-framework", str(folder), message, "name the framework that they were matched with")
    wanted = ["found", "problem", *([by] if by is not None else [])]
    for part in manifest["parts"]:
        with pq.ParquetFile(folder / part.file) as file:
            columns = [name for name in wanted if name in file.schema_arrow.names]
            yield from file.iter_batches(batch_size=10_000, columns=columns)


def _csv(report: CorpusReport) -> str:
    from servicecomp.batch import report_csv  # noqa: PLC0415 - an extra

    return report_csv(report)


def _kept(path: Path, content: str | bytes, *, force: bool) -> Path:
    """Write a report, unless the same one is already there: a rerun changes nothing."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == raw:
        return path
    return write_file(path, raw, force=force)
