"""The collector rests while long work runs, and is afterwards as it was."""

import gc

import pytest

from anbang_desktop.services.uncollected import uncollected


def test_the_collector_rests_and_comes_back_even_after_a_fault() -> None:
    @uncollected()
    def work() -> None:
        raise ValueError(f"fault, collecting: {gc.isenabled()}")

    with pytest.raises(ValueError, match="fault, collecting: False"):
        work()
    assert gc.isenabled()


def test_work_within_work_does_not_wake_it() -> None:
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
