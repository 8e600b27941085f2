"""Who wins: figures of merit on past days, with intervals, and the gate."""
