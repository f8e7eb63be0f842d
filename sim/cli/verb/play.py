"""`countermove play`: the workshop, in browsers of one room or at one terminal."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from sim.cli.cells import folder_of, scenario_of
from sim.cli.compose import compose
from sim.cli.help import NAME
from sim.cli.plain import Plain
from sim.cli.terminal import messages
from sim.core.errors import ConfigError, explain
from sim.core.number import MAX_SEED, whole_number
from sim.montecarlo import is_compiled
from sim.scenario import Scenario
from sim.scenario.role import PROJECTOR
from sim.store import claim
from sim.study.plan import MAX_RUNS
from sim.workshop import Session, Settings
from sim.workshop.session.practice import start_practice

if TYPE_CHECKING:
    from sim.web.hall import Hall, Link

OWN_KEYS = (
    "interface", "play.folder", "play.host", "play.humans", "play.injects", "play.marking",
    "play.on_timeout", "play.port", "play.practice", "play.seconds", "play.title", "play.turns",
    "play.url",
)  # fmt: skip
NOT_WITH_FOLDER = (
    "play.humans",
    "play.injects",
    "play.marking",
    "play.practice",
    "play.title",
    "play.turns",
)
INTERFACES = ("web", "terminal")
DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8080
SHORTEST, LONGEST = 10, 86_400
AFTER_ACTION = "after-action"
"""The folder of the report, inside that of the session."""


def execute(arguments: list[str]) -> int:
    """Start a workshop, or go on with one, and serve it until interrupted."""
    plain, rest = _own(arguments)
    interface = plain.settings.get("interface", "web")
    if interface not in INTERFACES:
        raise ConfigError(explain("interface", interface, INTERFACES))
    if any(word in ("--help", "-h", "--cfg", "--info", "--hydra-help") for word in rest):
        compose("play", rest)
        return 0
    if interface == "terminal":
        return _terminal(plain, rest)
    return _web(plain, rest)


def _web(plain: Plain, rest: list[str]) -> int:
    listen, serve = _server()
    host, url = plain.settings.get("play.host", DEFAULT_HOST), _url(plain)
    port = plain.whole_number("play.port", 0, 65_535)
    with listen(host, DEFAULT_PORT if port is None else port) as bound:
        hall, links = _hall(plain, rest, host, url)
        with closing(hall):
            _tell(hall, links, host, url or _shown(host, bound.getsockname()[1]))
            serve(hall, bound)
    return 0


def _url(plain: Plain) -> str:
    """The address by which people reach the server, where it is not its own; empty otherwise."""
    told = plain.settings.get("play.url", "")
    parts = urlsplit(told)
    is_plain = parts.scheme in ("http", "https") and parts.netloc and not told.count("@")
    if told and not (is_plain and parts.path in ("", "/") and not parts.query + parts.fragment):
        raise ConfigError(explain("play.url", told, "an address such as https://game.example.org"))
    return f"{parts.scheme}://{parts.netloc}".lower() if told else ""


def _own(arguments: Sequence[str]) -> tuple[Plain, list[str]]:
    """Take off the settings that are not part of a config."""
    plain, rest = Plain([], {}), []
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if equals and key in OWN_KEYS:
            plain.settings[key] = value
        elif equals and key.startswith("play."):
            raise ConfigError(explain("play setting", key, OWN_KEYS))
        elif argument in ("-m", "--multirun"):
            raise ConfigError("play: one config at a time, without -m")
        elif not equals and not argument.startswith("-") and "play.folder" not in plain.settings:
            plain.settings["play.folder"] = argument
        else:
            rest.append(argument)
    return plain, rest


def _server() -> tuple[Callable[..., Any], Callable[..., None]]:
    try:
        from sim.web.server import listen, serve
    except ImportError as error:
        raise ConfigError(
            'play: needs an extra; install it with: pip install "countermove[web]"\n'
            f"Without it: {NAME} play interface=terminal"
        ) from error
    return listen, serve


def _hall(plain: Plain, rest: list[str], host: str, url: str) -> tuple[Hall, list[Link]]:
    from sim.web.address import own_names

    _compile_note()
    hall, links = _begun(plain, rest)
    hall.names, hall.url = own_names(host, url), url
    return hall, links


def _begun(plain: Plain, rest: list[str]) -> tuple[Hall, list[Link]]:
    """Begin a session, or go on with the one that the folder holds."""
    from sim.web.hall import Hall, Wanted

    folder = plain.settings.get("play.folder")
    if folder is not None and (Path(folder).expanduser() / "log.jsonl").is_file():
        _refuse_with_folder(plain, rest)
        return Hall.open(Path(folder).expanduser()), []
    if _is_practice(plain):
        path = _folder(folder, {"output": {"dir": None}}, "practice")
        return Hall.around(start_practice(path))
    config, scenario = _config(rest)
    title = plain.settings.get("play.title", scenario.title)
    humans, settings = _humans(plain, scenario), _settings(plain)
    injects = _injects(plain, scenario, settings)
    wanted = Wanted(scenario, title, _seed(config, rest), config["run"], humans, settings, injects)
    return Hall.create(_folder(folder, config, scenario.name), wanted)


def _config(rest: list[str]) -> tuple[dict[str, Any], Scenario]:
    jobs = compose("play", rest)
    config = jobs[0].config
    for name, most in (("seed", MAX_SEED), ("run", MAX_RUNS - 1)):
        whole_number(name, config[name], 0, most)
    return config, scenario_of(jobs[0])


def _injects(plain: Plain, scenario: Scenario, settings: Settings) -> tuple[dict[str, Any], ...]:
    """Read the master events list of `play.injects` and print how it was understood."""
    if "play.injects" not in plain.settings:
        return ()
    from sim.scenario.open_menu import with_open_menu
    from sim.workshop.events.master_events import understand

    path = Path(plain.settings["play.injects"]).expanduser()
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"play.injects: {path}: cannot be read ({reason})") from error
    turns = min(settings.turns or scenario.turns, scenario.turns)
    reading = understand(path.name, content, with_open_menu(scenario), turns)
    print("\n".join(reading.lines()))
    return tuple(row.as_data() for row in reading.rows)


def _seed(config: dict[str, Any], rest: list[str]) -> int | None:
    """The seed that was typed, with a warning; None for one that nobody knows."""
    if not any(word.partition("=")[0].lstrip("+") == "seed" for word in rest):
        return None
    messages().print(
        "WARNING: a seed is given. Whoever knows it can play this scenario alone and see what is "
        "hidden, such as who flew. Leave seed=... out where people play against each other."
    )
    return config["seed"]


def _folder(given: str | None, config: dict[str, Any], name: str) -> Path:
    folder = Path(given).expanduser() if given else folder_of(config, "play", Path(name).stem)
    claim(folder)
    return folder


def _humans(plain: Plain, scenario: Scenario) -> tuple[str, ...]:
    if "play.humans" not in plain.settings:
        return tuple(scenario.focus)
    names = tuple(filter(None, plain.settings["play.humans"].split(",")))
    for name in names:
        if name not in scenario.actors:
            raise ConfigError(explain("play.humans", name, scenario.actors))
    return names


def _settings(plain: Plain) -> Settings:
    given: dict[str, Any] = {
        "orders_seconds": plain.whole_number("play.seconds", SHORTEST, LONGEST),
        "turns": plain.whole_number("play.turns", 1, 10_000),
        "marking": plain.settings.get("play.marking"),
        "on_timeout": plain.settings.get("play.on_timeout"),
    }
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ConfigError(f"play.{first['loc'][0]}: {first['msg']}") from error


def _is_practice(plain: Plain) -> bool:
    told = plain.settings.get("play.practice", "false")
    if told not in ("true", "false"):
        raise ConfigError(explain("play.practice", told, ("true", "false")))
    return told == "true"


def _refuse_with_folder(plain: Plain, rest: list[str]) -> None:
    """A session that goes on keeps what it was started with; nothing is passed over silently."""
    found = [key for key in NOT_WITH_FOLDER if key in plain.settings] + list(rest)
    if found:
        raise ConfigError(f"{found[0]}: this folder holds a session already; it goes on as it is")


def _terminal(plain: Plain, rest: list[str]) -> int:
    _compile_note()
    with closing(_solo(plain, rest)) as session:
        return _sit_down(session)


def _sit_down(session: Session) -> int:
    """Play the first seat that people have, until the end or until the player leaves."""
    from sim.cli.solo.loop import play_alone
    from sim.report.after_action import write_after_action

    humans = [seal["seat"] for seal in session.view(PROJECTOR)["seals"]
              if seal["control"] == "human"]  # fmt: skip
    if not humans:
        raise ConfigError("interface=terminal: no seat of this session is played by a person")
    if play_alone(session, humans[0]):
        written = write_after_action(session, session.folder / AFTER_ACTION)
        page = next(path for path in written if path.suffix == ".html")
        print(f"\nThe game is over; everything is open now.\nreport   {page}\n"
              f"again    {NAME} replay {session.folder}")  # fmt: skip
    return 0


def _solo(plain: Plain, rest: list[str]) -> Session:
    folder = plain.settings.get("play.folder")
    if folder is not None and (Path(folder).expanduser() / "log.jsonl").is_file():
        _refuse_with_folder(plain, rest)
        return Session.open(Path(folder).expanduser())
    if _is_practice(plain):
        return start_practice(_folder(folder, {"output": {"dir": None}}, "practice"))
    config, scenario = _config(rest)
    humans = _humans(plain, scenario)[:1]
    settings = _settings(plain).model_copy(update={"self_running": True, "forecasts": True})
    injects = _injects(plain, scenario, settings)
    return Session.create(
        _folder(folder, config, scenario.name), scenario,
        title=plain.settings.get("play.title", scenario.title), seed=_seed(config, rest),
        run=config["run"], humans=humans, settings=settings,
        injects=injects,
    )  # fmt: skip


def _compile_note() -> None:
    if not is_compiled():
        messages().print("Compiling the rules, once for this version: about a minute.")


def _shown(host: str, port: int) -> str:
    """The address of this server as people type it."""
    if host in ("0.0.0.0", "::"):
        return f"http://{socket.gethostname()}:{port}"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _tell(hall: Hall, links: list[Link], host: str, url: str) -> None:
    """Say where everybody goes; a secret is told here and nowhere else."""
    from sim.web.address import is_loopback

    console = messages()
    if not is_loopback(host):
        console.print(
            f"WARNING: listening on {host}: everybody in that network can reach this server, and "
            "links travel unencrypted. Use a network of your own."
        )
    if links:
        print("Links (each opens one screen for whoever has it; they are shown once):")
        for link in links:
            print(f"  {link.viewer:<12} {url}{link.path}")
    else:
        print(f"Going on at {url}; earlier links are still valid.\n"
              "For a new link open the facilitator's desk, Links.")  # fmt: skip
    print(f"Folder       {hall.home}\nGo on later  {NAME} play play.folder={hall.home}", flush=True)
    console.print("Stop with Ctrl+C; nothing is lost.")
