import subprocess
import sys

from career_pathways.loader.words.near import near


def test_the_nearest_names_come_first_and_strangers_not_at_all():
    assert near("buthcer", ["baker", "batcher", "butcher", "roofer"]) == ["butcher", "batcher"]


def test_no_more_than_asked_for_are_given():
    assert near("buthcer", ["batcher", "butcher"], n=1) == ["butcher"]


def test_a_name_like_none_has_no_near_one():
    assert near("zzz", ["baker", "butcher"]) == []


def test_nothing_is_loaded_before_a_name_is_unknown():
    code = "import sys; import career_pathways.loader.words.near; sys.exit('difflib' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
