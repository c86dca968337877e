"""Many jobs at once on a Dask cluster. Its workers have this program installed and see the videos at the same paths.

Dask's profiler looks at each worker a hundred times a second; `DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED=False` where scheduler and workers
are started saves a tenth of the processor time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar, cast

from coach.recording.processes import Failure

J = TypeVar("J")
R = TypeVar("R")

CONNECTING_S: Final = 10.0


class ClusterUnavailable(Exception):
    """The cluster cannot be used; the message says what to do."""


def over_cluster(work: Callable[[J], R], jobs: Iterable[J], address: str) -> Iterator[tuple[J, R | Failure]]:
    """Do `work` for all `jobs` on the cluster at `address`; gives each job with its result as it is done, in no particular order.

    Leaving the iteration early cancels the jobs that have not begun. Raises `ClusterUnavailable`.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise ClusterUnavailable("A cluster needs Dask: pip install 'form-coach[cluster]'") from None
    try:
        client: Any = Client(address, timeout=CONNECTING_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterUnavailable(f"There is no cluster at {address}: {error}.") from error
    with client:
        # no retries: a video that kills a worker would kill the next one too
        job_of = {client.submit(work, job, pure=False, retries=0): job for job in jobs}
        try:
            for future in as_completed(list(job_of), loop=client.loop):
                job, result = job_of.pop(future), cast("R | Failure", _result(future))
                future.release()  # or the work is done again when a worker is lost that still holds the result
                yield job, result
        finally:
            client.cancel([future for future in job_of if not future.done()])


def _result(future: Any) -> object:  # noqa: ANN401 (Dask is an extra)
    error = future.exception()
    if error is None:
        return future.result()
    return Failure(f"it failed on the cluster ({type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''})", crashed=True)
