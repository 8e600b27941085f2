"""When clients visit the site."""

import numpy as np
import pandas as pd

from features.simulate.activity import activity_rows
from features.simulate.block import Block


def test_most_clients_use_the_site_and_a_row_is_a_day_of_a_client(tables: dict[str, pd.DataFrame]) -> None:
    activity = tables["activity"]
    assert 0.5 < activity["client_id"].nunique() / 3000 < 0.7
    assert not activity.duplicated(["client_id", "seen_at"]).any()
    assert activity["visits"].min() == 1
    assert 1.5 < activity["visits"].mean() < 2.5


def test_visits_become_fewer_as_a_client_drifts_away_or_is_unhappy(block: Block) -> None:
    visits, rows = block.visits, activity_rows(block.scene, block.visits)
    place = visits.latest(rows.member, rows.day)
    count = np.bincount(place, minlength=visits.day.size)
    ends = np.minimum(np.minimum(visits.left_day, visits.next_day), block.scene.window.days)
    length = np.maximum(ends - visits.day, 1)
    uses = np.isin(visits.member, rows.member)

    def a_month(of: np.ndarray) -> float:
        return 30 * count[of & uses].sum() / length[of & uses].sum()

    content = a_month((visits.unhappiness == 0) & (visits.drifting == 0))
    assert 1.2 < content < 2.2
    assert a_month(visits.unhappiness > 0.8) < 0.6 * content
    assert a_month(visits.drifting >= 3) < 0.6 * content
