"""A service that brings VMs to the nodes they are wanted on, however often it is stopped and started."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Dict, Iterable, Iterator, List, Optional, Protocol

from dwcp.clock import Clock
from dwcp.errors import ApiError, DwcpError, NotFoundError
from dwcp.models import Migration, Vm
from dwcp.telemetry import Meter

log = logging.getLogger(__name__)


class MigrationApi(Protocol):
    """What the service needs of a client."""

    def vm(self, vm_id: str) -> Vm: ...

    def migration(self, migration_id: str) -> Migration: ...

    def migrations(self, status: Optional[str] = None) -> Iterator[Migration]: ...

    def start_migration(self, vm_id: str, target_node: str) -> str: ...


# region: migrate
# pending: to be started · moving: a migration runs · waiting: to be tried again at `not_before`
# done: the VM runs on its target · failed: a person has to look at it
PENDING, MOVING, WAITING, DONE, FAILED = "pending", "moving", "waiting", "done", "failed"

# These conditions pass; every other refusal of a start means that the wish itself is wrong.
PASSING = frozenset(
    {
        "INSUFFICIENT_RESOURCES",
        "MIGRATION_IN_PROGRESS",
        "NOT_LEADER",
        "QUORUM_LOST",
        "RATE_LIMITED",
        "STATE_LAGGING",
        "STREAM_CREATION_FAILED",
        "TARGET_UNREACHABLE",
        "TIMEOUT",
        "VM_NOT_RUNNING",
    }
)


@dataclass
class Move:
    """One wish and what has come of it. All of it is kept in the journal, and none of it is believed: see observe."""

    vm_id: str
    target: str
    state: str = PENDING
    migration_id: Optional[str] = None
    attempts: int = 0
    not_before: float = 0.0
    reason: str = ""


# endregion


class Journal:
    """The wishes in a file, written whole and then renamed: a crash leaves the old one or the new one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = ""

    def load(self) -> List[Move]:
        """What was kept, nothing where there is no file."""
        try:
            return [Move(**item) for item in json.loads(self._path.read_text("utf-8"))]
        except FileNotFoundError:
            return []

    def save(self, moves: Iterable[Move]) -> None:
        """Keep all wishes; nothing is written when nothing has changed."""
        text = json.dumps([asdict(move) for move in moves], indent=2)
        if text == self._kept:
            return
        new = self._path.with_suffix(".new")
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, self._path)
        self._kept = text


@dataclass(frozen=True)
class Limits:
    """Bounds of the service. Pauses are in seconds and double with each attempt."""

    running: int = 2
    attempts: int = 5
    first_pause: float = 30.0
    longest_pause: float = 600.0


class MigrationService:
    """Compares what is wanted with what is, and does the next step for each VM."""

    def __init__(
        self,
        api: MigrationApi,
        clock: Clock,
        journal: Journal,
        limits: Limits = Limits(),
        meter: Optional[Meter] = None,
    ) -> None:
        self._api = api
        self._clock = clock
        self._journal = journal
        self._limits = limits
        self._meter = meter or Meter()
        self._moves: Dict[str, Move] = {move.vm_id: move for move in journal.load()}

    @property
    def moves(self) -> List[Move]:
        """All wishes with their states, in the order in which they were made."""
        return list(self._moves.values())

    def want(self, vm_id: str, target: str) -> Move:
        """Wish a VM to be on a node. An open wish for the same target stays as it is; any other is replaced."""
        known = self._moves.get(vm_id)
        if known is not None and known.target == target and known.state not in (DONE, FAILED):
            return known
        self._moves[vm_id] = Move(vm_id, target)
        self._journal.save(self.moves)
        return self._moves[vm_id]

    # region: reconcile
    def reconcile(self) -> bool:
        """Observe every open wish, then start what may be started. True when nothing is left to do.

        A pass may be repeated and interrupted at any point: what it does next depends on what the cluster says, and
        the journal only spares it from forgetting how often it has tried.
        """
        open_moves = [move for move in self.moves if move.state not in (DONE, FAILED)]
        for move in open_moves:
            try:
                self._observe(move)
            except DwcpError as error:
                # No news is not bad news: the next pass asks again.
                log.warning("cannot observe %s: %s", move.vm_id, error)
        free = self._limits.running - sum(move.state == MOVING for move in open_moves)
        for move in open_moves:
            if free > 0 and move.state in (PENDING, WAITING) and self._clock.now() >= move.not_before:
                self._start(move)
                free -= move.state == MOVING
        self._journal.save(self.moves)
        self._meter.set("mover_running", sum(move.state == MOVING for move in open_moves))
        return all(move.state in (DONE, FAILED) for move in open_moves)

    # endregion

    # region: observe
    def _observe(self, move: Move) -> None:
        """Set the state from what the cluster says, whoever caused it."""
        try:
            vm = self._api.vm(move.vm_id)
        except NotFoundError:
            return self._end(move, FAILED, "The VM does not exist.")
        if vm.status == "migrating":
            # Perhaps an earlier run of this program started it and was stopped before it could write that down.
            running = [item for item in self._api.migrations("in_progress") if item.vm_id == vm.vm_id]
            move.migration_id = running[0].migration_id if running else move.migration_id
            move.state = MOVING
        elif vm.node == move.target and vm.status == "running":
            self._end(move, DONE, "")
        elif move.state == MOVING:
            self._try_later(move, self._failure(move))

    def _failure(self, move: Move) -> str:
        """Why a migration that has ended did not bring the VM to its target."""
        if move.migration_id is None:
            return "The migration ended unseen."
        try:
            migration = self._api.migration(move.migration_id)
        except NotFoundError:
            return "The record of the migration was dropped."
        if migration.error_code is not None:
            return migration.error_code
        return f"Somebody moved the VM to {migration.target_node}."

    # endregion

    # region: start
    def _start(self, move: Move) -> None:
        try:
            move.migration_id = self._api.start_migration(move.vm_id, move.target)
            move.state = MOVING
        except ApiError as error:
            if error.code in PASSING:
                self._try_later(move, error.code)
            else:
                self._end(move, FAILED, str(error))
        except DwcpError as error:
            # Sent, and no answer: the next pass observes whether it has begun, before anything is sent again.
            self._try_later(move, f"outcome unknown: {error}")

    def _try_later(self, move: Move, reason: str) -> None:
        move.attempts += 1
        move.migration_id = None
        if move.attempts >= self._limits.attempts:
            return self._end(move, FAILED, reason)
        pause = min(self._limits.longest_pause, self._limits.first_pause * 2.0 ** (move.attempts - 1))
        move.state, move.reason, move.not_before = WAITING, reason, self._clock.now() + pause
        log.info("%s waits %.0f s: %s", move.vm_id, pause, reason)

    # endregion

    def _end(self, move: Move, state: str, reason: str) -> None:
        move.state, move.reason = state, reason
        self._meter.add("mover_moves_total", result=state)
        log.info("%s is %s %s", move.vm_id, state, reason)

    def run(self, poll: float = 2.0) -> bool:
        """Reconcile until nothing is left to do. True when every wish is fulfilled."""
        while not self.reconcile():
            self._clock.sleep(poll)
        return all(move.state == DONE for move in self.moves)
