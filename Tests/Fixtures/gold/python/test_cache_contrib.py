# Imitates a community-maintained cache library: short contributed tests of uneven quality around expiry, eviction and errors.
import contextlib
import pickle
import threading
from unittest.mock import MagicMock, Mock, patch

import pytest
from pytest_mock import MockerFixture

from stash import Cache, CacheFull, DiskCache, Entry, cached, fingerprint
from stash.contrib.testing import require_clean_shutdown, should_not_leak
from stash.policies import LRU, Policy


@contextlib.contextmanager
def not_raises(kind):
    try:
        yield
    except kind as error:
        raise pytest.fail(f"raised {error!r}")


@pytest.fixture
def cache():
    return Cache(policy=LRU(2), ttl=60)


def test_get_and_set(cache):
    cache["a"] = 1
    assert cache["a"] == 1  #! value business 3 echo
    assert "a" in cache  #! value-partial business 2
    assert len(cache) == 1  #! size shape 2


def test_eviction(cache):
    cache["a"], cache["b"] = 1, 2
    cache["a"]
    cache["c"] = 3
    assert list(cache) == ["a", "c"]  #! value business 3
    assert "b" not in cache  #! relational business 1 negative
    assert cache.get("b") is None  #! existence business 2 absent


def test_default(cache):
    assert cache.get("nothing", 7) == 7  #! value business 3 echo


def test_missing_key(cache):
    with pytest.raises(KeyError):  #! throws-specific business 2
        cache["nothing"]


def test_full():
    with pytest.raises(CacheFull, match="2 entries"):  #! throws-specific business 3
        Cache(policy=None, limit=2).update(a=1, b=2, c=3)


def test_full_whatever_happens():
    with pytest.raises(BaseException):  #! throws-any shape 1
        Cache(policy=None, limit=0)["a"] = 1


def test_deleting_twice_is_fine(cache):
    cache["a"] = 1
    cache.discard("a")
    with not_raises(KeyError):  #! no-throw shape 1
        cache.discard("a")


def test_close_is_safe(cache):
    try:
        cache.close()
        cache.close()
    except Exception:
        assert False, "close is not idempotent"  #! no-throw shape 1


def test_cached_calls_once():
    function = Mock(return_value=5)
    wrapped = cached(function)
    wrapped(1)
    wrapped(1)
    function.assert_called_once_with(1)  #! call-args business 2


def test_cached_result():
    wrapped = cached(lambda x: x * 2)
    assert wrapped(4) == 8  #! value business 3
    assert wrapped(4) is wrapped(4)  #! mirrored none 0 self-call ? relational


def test_cached_mock_answer():
    function = MagicMock(return_value="x")
    assert cached(function)(1) == "x"  #! value business 2 pass-through


def test_cached_signature():
    wrapped = cached(Entry)
    assert wrapped.__wrapped__ is Entry  #! value business 2
    assert callable(wrapped)  #! type-only shape 1


def test_expiry(mocker: MockerFixture):
    clock = mocker.patch("stash.core.monotonic", return_value=0.0)
    cache = Cache(ttl=10)
    cache["a"] = 1
    clock.return_value = 10.1
    assert cache.get("a") is None  #! existence business 2 absent
    assert clock.call_count > 1  #! call shape 1


def test_expiry_hook():
    hook = MagicMock()
    cache = Cache(ttl=0, on_expire=hook)
    cache["a"] = 1
    cache.sweep()
    hook.assert_called_once_with("a", 1)  #! call-args business 2
    assert hook.call_args == (("a", 1),)  #! call-args business 2
    hook.reset_mock()
    cache.sweep()
    assert not hook.called  #! call business 2 absent


def test_pickle():
    entry = Entry("a", 1, ttl=3)
    assert pickle.loads(pickle.dumps(entry)) == entry  #! relational business 3
    assert entry.__getstate__()  #! existence shape 1


def test_fingerprint():
    assert fingerprint({"b": 1, "a": 2}) == fingerprint({"a": 2, "b": 1})  #! relational business 2
    assert fingerprint({}) == "0" * 16  #! value business 3
    assert fingerprint(None)  #! existence shape 1


def test_disk(tmp_path):
    with DiskCache(tmp_path) as disk:
        disk["a"] = b"1"
    assert (tmp_path / "index.db").exists()  #! existence shape 1
    assert DiskCache(tmp_path)["a"] == b"1"  #! value business 3 echo
    require_clean_shutdown(tmp_path)  #! unknown ambiguous 0


def test_threads(cache):
    errors = []

    def work():
        try:
            for n in range(100):
                cache[n] = n
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []  #! no-throw shape 1 ? size
    assert len(cache) <= 2  #! size shape 1 ? relational


def test_leaks(cache):
    should_not_leak(cache.close)  #! unknown ambiguous 0


def test_policy_is_abstract():
    with pytest.raises(TypeError):  #! throws-specific business 2 accidental
        Policy()


def test_stats(cache):
    stats = cache.stats()
    assert stats.keys() == {"hits", "misses"}  #! shape shape 2
    assert stats["hits"] == stats["misses"] == 0  #! value business 3
    assert isinstance(stats["hits"], int) and stats["hits"] >= 0  #! relational business 1


def test_stats_patched():
    with patch.object(Cache, "stats", return_value={"hits": 9}):
        assert Cache().stats()["hits"] == 9  #! vacuous none 0 mock-return
