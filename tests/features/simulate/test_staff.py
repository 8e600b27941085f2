"""Who manages what on which day, and who was dismissed."""

import numpy as np

from features.simulate.draws import Draws
from features.simulate.staff import DISMISSED_SHARE, POSTS, Staff
from features.simulate.window import NEVER, Window

WINDOW = Window.of(48)
STAFF = Staff.of(Draws(5), WINDOW)
ALL = np.arange(POSTS)


def test_there_are_forty_posts_and_on_each_day_one_person_on_each() -> None:
    for day in (0, 700, WINDOW.days - 1):
        persons = STAFF.person(ALL, np.full(POSTS, day))
        assert len(set(persons)) == 40
        assert (persons % POSTS == ALL).all()


def test_a_person_comes_on_the_day_the_books_say_and_the_first_long_before() -> None:
    assert (STAFF.begins[:, 0] < 0).all()
    for post in range(POSTS):
        for turn, day in enumerate(STAFF.begins[post]):
            if 0 < day < WINDOW.days:
                at, before = np.array([day]), np.array([day - 1])
                which = np.array([post])
                assert STAFF.came(which, at)[0] == day
                assert STAFF.person(which, at)[0] == post + POSTS * turn
                assert STAFF.person(which, before)[0] == post + POSTS * (turn - 1)
                assert STAFF.before_was_dismissed(which, at)[0] == STAFF.dismissed[post, turn - 1]


def test_over_four_years_most_posts_change_hands_and_some_managers_are_dismissed() -> None:
    went = (STAFF.begins[:, 1:] < NEVER).sum(axis=1)
    assert 0.5 < (went > 0).mean() < 0.95
    many = [Staff.of(Draws(seed), WINDOW) for seed in range(20)]
    dismissed = np.concatenate([staff.dismissed[:, 0] for staff in many])
    assert abs(dismissed.mean() - DISMISSED_SHARE) < 0.06
