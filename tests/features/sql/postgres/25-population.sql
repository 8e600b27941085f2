SELECT
  CAST("cycle_log" AS DOUBLE PRECISION) AS "cycle_log",
  CAST("cycle_weight" AS DOUBLE PRECISION) AS "cycle_weight",
  CAST("cycle_log_spread" AS DOUBLE PRECISION) AS "cycle_log_spread",
  CAST("abc_a_from" AS BIGINT) AS "abc_a_from",
  CAST("abc_b_from" AS BIGINT) AS "abc_b_from",
  CAST("abc_a_from_before" AS BIGINT) AS "abc_a_from_before",
  CAST("abc_b_from_before" AS BIGINT) AS "abc_b_from_before"
FROM (
SELECT
  "t16"."cycle_log",
  "t16"."cycle_weight",
  "t16"."cycle_log_spread",
  "t14"."abc_a_from",
  "t14"."abc_b_from",
  "t14"."abc_a_from_before",
  "t14"."abc_b_from_before"
FROM (
  SELECT
    CAST((
      CAST("t7"."cycle_log_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
    ) AS DOUBLE PRECISION) / 1000000 AS "cycle_log",
    CASE
      WHEN (
        (
          CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
        ) IS NOT NULL
      )
      AND (
        (
          CAST((
            CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
              NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
              ) * (
                CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
              )
            )
          ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
        ) IS NOT NULL
      )
      THEN CASE
        WHEN CASE
          WHEN CASE
            WHEN (
              (
                CAST((
                  CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    )
                  )
                ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
              ) - (
                CAST((
                  CAST((
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                  ) AS DOUBLE PRECISION) / 1000000
                ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
              )
            ) > 0
            THEN CAST((
              CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
            ) AS DOUBLE PRECISION) / NULLIF(
              (
                CAST((
                  CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    )
                  )
                ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
              ) - (
                CAST((
                  CAST((
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                  ) AS DOUBLE PRECISION) / 1000000
                ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
              ),
              0
            )
            ELSE CAST(50.0 AS DOUBLE PRECISION)
          END IS NULL
          THEN CASE
            WHEN (
              (
                CAST((
                  CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    )
                  )
                ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
              ) - (
                CAST((
                  CAST((
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                  ) AS DOUBLE PRECISION) / 1000000
                ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
              )
            ) > 0
            THEN CAST((
              CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
            ) AS DOUBLE PRECISION) / NULLIF(
              (
                CAST((
                  CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    )
                  )
                ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
              ) - (
                CAST((
                  CAST((
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                  ) AS DOUBLE PRECISION) / 1000000
                ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
              ),
              0
            )
            ELSE CAST(50.0 AS DOUBLE PRECISION)
          END
          ELSE LEAST(
            CAST(50.0 AS DOUBLE PRECISION),
            CASE
              WHEN (
                (
                  CAST((
                    CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      )
                    )
                  ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
                ) - (
                  CAST((
                    CAST((
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                    ) AS DOUBLE PRECISION) / 1000000
                  ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                )
              ) > 0
              THEN CAST((
                CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
              ) AS DOUBLE PRECISION) / NULLIF(
                (
                  CAST((
                    CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      )
                    )
                  ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
                ) - (
                  CAST((
                    CAST((
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                    ) AS DOUBLE PRECISION) / 1000000
                  ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                ),
                0
              )
              ELSE CAST(50.0 AS DOUBLE PRECISION)
            END
          )
        END IS NULL
        THEN CASE
          WHEN CASE
            WHEN (
              (
                CAST((
                  CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    )
                  )
                ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
              ) - (
                CAST((
                  CAST((
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                  ) AS DOUBLE PRECISION) / 1000000
                ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
              )
            ) > 0
            THEN CAST((
              CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
            ) AS DOUBLE PRECISION) / NULLIF(
              (
                CAST((
                  CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    )
                  )
                ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
              ) - (
                CAST((
                  CAST((
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                  ) AS DOUBLE PRECISION) / 1000000
                ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
              ),
              0
            )
            ELSE CAST(50.0 AS DOUBLE PRECISION)
          END IS NULL
          THEN CASE
            WHEN (
              (
                CAST((
                  CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    )
                  )
                ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
              ) - (
                CAST((
                  CAST((
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                  ) AS DOUBLE PRECISION) / 1000000
                ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
              )
            ) > 0
            THEN CAST((
              CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
            ) AS DOUBLE PRECISION) / NULLIF(
              (
                CAST((
                  CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                    )
                  )
                ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
              ) - (
                CAST((
                  CAST((
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                  ) AS DOUBLE PRECISION) / 1000000
                ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
              ),
              0
            )
            ELSE CAST(50.0 AS DOUBLE PRECISION)
          END
          ELSE LEAST(
            CAST(50.0 AS DOUBLE PRECISION),
            CASE
              WHEN (
                (
                  CAST((
                    CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      )
                    )
                  ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
                ) - (
                  CAST((
                    CAST((
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                    ) AS DOUBLE PRECISION) / 1000000
                  ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                )
              ) > 0
              THEN CAST((
                CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
              ) AS DOUBLE PRECISION) / NULLIF(
                (
                  CAST((
                    CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      )
                    )
                  ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
                ) - (
                  CAST((
                    CAST((
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                    ) AS DOUBLE PRECISION) / 1000000
                  ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                ),
                0
              )
              ELSE CAST(50.0 AS DOUBLE PRECISION)
            END
          )
        END
        ELSE GREATEST(
          CAST(0.1 AS DOUBLE PRECISION),
          CASE
            WHEN CASE
              WHEN (
                (
                  CAST((
                    CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      )
                    )
                  ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
                ) - (
                  CAST((
                    CAST((
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                    ) AS DOUBLE PRECISION) / 1000000
                  ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                )
              ) > 0
              THEN CAST((
                CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
              ) AS DOUBLE PRECISION) / NULLIF(
                (
                  CAST((
                    CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      )
                    )
                  ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
                ) - (
                  CAST((
                    CAST((
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                    ) AS DOUBLE PRECISION) / 1000000
                  ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                ),
                0
              )
              ELSE CAST(50.0 AS DOUBLE PRECISION)
            END IS NULL
            THEN CASE
              WHEN (
                (
                  CAST((
                    CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      )
                    )
                  ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
                ) - (
                  CAST((
                    CAST((
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                    ) AS DOUBLE PRECISION) / 1000000
                  ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                )
              ) > 0
              THEN CAST((
                CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
              ) AS DOUBLE PRECISION) / NULLIF(
                (
                  CAST((
                    CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                      )
                    )
                  ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
                ) - (
                  CAST((
                    CAST((
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                    ) AS DOUBLE PRECISION) / 1000000
                  ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                ),
                0
              )
              ELSE CAST(50.0 AS DOUBLE PRECISION)
            END
            ELSE LEAST(
              CAST(50.0 AS DOUBLE PRECISION),
              CASE
                WHEN (
                  (
                    CAST((
                      CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                        NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                          CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                        ) * (
                          CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                        )
                      )
                    ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
                  ) - (
                    CAST((
                      CAST((
                        (
                          CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                        ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                      ) AS DOUBLE PRECISION) / 1000000
                    ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                  )
                ) > 0
                THEN CAST((
                  CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                ) AS DOUBLE PRECISION) / NULLIF(
                  (
                    CAST((
                      CAST("t7"."cycle_mean_squares" AS DOUBLE PRECISION) - (
                        NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) * (
                          CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                        ) * (
                          CAST("t7"."cycle_mean_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                        )
                      )
                    ) AS DOUBLE PRECISION) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0) - 1, 0)
                  ) - (
                    CAST((
                      CAST((
                        (
                          CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
                        ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE PRECISION)
                      ) AS DOUBLE PRECISION) / 1000000
                    ) AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE PRECISION), 0)
                  ),
                  0
                )
                ELSE CAST(50.0 AS DOUBLE PRECISION)
              END
            )
          END
        )
      END
      ELSE CAST(3.0 AS DOUBLE PRECISION)
    END AS "cycle_weight",
    CASE
      WHEN (
        CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0)
      ) IS NOT NULL
      THEN CASE
        WHEN (
          CAST(SQRT(
            CASE
              WHEN COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0),
                CAST(-1.0 AS DOUBLE PRECISION)
              ) IS NULL
              THEN COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0),
                CAST(-1.0 AS DOUBLE PRECISION)
              )
              ELSE GREATEST(
                CAST(0.0 AS DOUBLE PRECISION),
                COALESCE(
                  CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0),
                  CAST(-1.0 AS DOUBLE PRECISION)
                )
              )
            END
          ) AS DOUBLE PRECISION) / 100000
        ) IS NULL
        THEN CAST(SQRT(
          CASE
            WHEN COALESCE(
              CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0),
              CAST(-1.0 AS DOUBLE PRECISION)
            ) IS NULL
            THEN COALESCE(
              CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0),
              CAST(-1.0 AS DOUBLE PRECISION)
            )
            ELSE GREATEST(
              CAST(0.0 AS DOUBLE PRECISION),
              COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0),
                CAST(-1.0 AS DOUBLE PRECISION)
              )
            )
          END
        ) AS DOUBLE PRECISION) / 100000
        ELSE GREATEST(
          CAST(0.1 AS DOUBLE PRECISION),
          CAST(SQRT(
            CASE
              WHEN COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0),
                CAST(-1.0 AS DOUBLE PRECISION)
              ) IS NULL
              THEN COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0),
                CAST(-1.0 AS DOUBLE PRECISION)
              )
              ELSE GREATEST(
                CAST(0.0 AS DOUBLE PRECISION),
                COALESCE(
                  CAST("t7"."cycle_within_squares" AS DOUBLE PRECISION) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE PRECISION), 0),
                  CAST(-1.0 AS DOUBLE PRECISION)
                )
              )
            END
          ) AS DOUBLE PRECISION) / 100000
        )
      END
      ELSE CAST(0.5 AS DOUBLE PRECISION)
    END AS "cycle_log_spread"
  FROM (
    SELECT
      SUM(CASE WHEN "t0"."gap_count" > 0 THEN 1 ELSE 0 END) AS "cycle_clients",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST((
            TRUNC(
              CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
            ) + TRUNC(
              2 * (
                (
                  CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
                ) - TRUNC(
                  CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
                )
              )
            )
          ) AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END
      ) AS "cycle_log_sum",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST((
            TRUNC(
              CAST((
                CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
              ) AS DOUBLE PRECISION) / 10
            ) + TRUNC(
              2 * (
                (
                  CAST((
                    CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
                  ) AS DOUBLE PRECISION) / 10
                ) - TRUNC(
                  CAST((
                    CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
                  ) AS DOUBLE PRECISION) / 10
                )
              )
            )
          ) AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END
      ) AS "cycle_mean_sum",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST((
            TRUNC(
              CAST((
                CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
              ) AS DOUBLE PRECISION) / 10
            ) + TRUNC(
              2 * (
                (
                  CAST((
                    CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
                  ) AS DOUBLE PRECISION) / 10
                ) - TRUNC(
                  CAST((
                    CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
                  ) AS DOUBLE PRECISION) / 10
                )
              )
            )
          ) AS BIGINT) * CAST((
            TRUNC(
              CAST((
                CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
              ) AS DOUBLE PRECISION) / 10
            ) + TRUNC(
              2 * (
                (
                  CAST((
                    CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
                  ) AS DOUBLE PRECISION) / 10
                ) - TRUNC(
                  CAST((
                    CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
                  ) AS DOUBLE PRECISION) / 10
                )
              )
            )
          ) AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END
      ) AS "cycle_mean_squares",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST((
            TRUNC(
              CAST((
                CAST("t0"."log_gap_squares" AS DOUBLE PRECISION) - (
                  (
                    CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
                  ) * CAST("t0"."log_gap_sum" AS DOUBLE PRECISION)
                )
              ) AS DOUBLE PRECISION) / 100
            ) + TRUNC(
              2 * (
                (
                  CAST((
                    CAST("t0"."log_gap_squares" AS DOUBLE PRECISION) - (
                      (
                        CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
                      ) * CAST("t0"."log_gap_sum" AS DOUBLE PRECISION)
                    )
                  ) AS DOUBLE PRECISION) / 100
                ) - TRUNC(
                  CAST((
                    CAST("t0"."log_gap_squares" AS DOUBLE PRECISION) - (
                      (
                        CAST("t0"."log_gap_sum" AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
                      ) * CAST("t0"."log_gap_sum" AS DOUBLE PRECISION)
                    )
                  ) AS DOUBLE PRECISION) / 100
                )
              )
            )
          ) AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END
      ) AS "cycle_within_squares",
      SUM(CASE WHEN "t0"."gap_count" > 0 THEN "t0"."gap_count" - 1 ELSE 0 END) AS "cycle_within_freedom",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST((
            TRUNC(
              CAST(1000000 AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
            ) + TRUNC(
              2 * (
                (
                  CAST(1000000 AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
                ) - TRUNC(
                  CAST(1000000 AS DOUBLE PRECISION) / NULLIF(CAST("t0"."gap_count" AS DOUBLE PRECISION), 0)
                )
              )
            )
          ) AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END
      ) AS "cycle_inverse_gaps"
    FROM "winback_derived" AS "t0"
  ) AS "t7"
) AS "t16"
CROSS JOIN (
  SELECT
    "t10"."abc_a_from",
    "t10"."abc_b_from",
    "t12"."abc_a_from_before",
    "t12"."abc_b_from_before"
  FROM (
    SELECT
      MIN(
        CASE
          WHEN (
            CAST("t5"."before" AS DOUBLE PRECISION) / NULLIF(CAST("t5"."total" AS DOUBLE PRECISION), 0)
          ) < CAST(0.8 AS DOUBLE PRECISION)
          THEN "t5"."value"
          ELSE CAST(NULL AS BIGINT)
        END
      ) AS "abc_a_from",
      MIN(
        CASE
          WHEN (
            CAST("t5"."before" AS DOUBLE PRECISION) / NULLIF(CAST("t5"."total" AS DOUBLE PRECISION), 0)
          ) < CAST(0.95 AS DOUBLE PRECISION)
          THEN "t5"."value"
          ELSE CAST(NULL AS BIGINT)
        END
      ) AS "abc_b_from"
    FROM (
      SELECT
        "t3"."value",
        "t3"."clients",
        "t3"."worth",
        SUM("t3"."worth") OVER (
          ORDER BY "t3"."value" DESC NULLS LAST
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) - "t3"."worth" AS "before",
        SUM("t3"."worth") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "total"
      FROM (
        SELECT
          "t1"."value",
          "t1"."clients",
          "t1"."value" * "t1"."clients" AS "worth"
        FROM (
          SELECT
            "t0"."year_amount" AS "value",
            COUNT(*) AS "clients"
          FROM "winback_derived" AS "t0"
          GROUP BY
            1
        ) AS "t1"
      ) AS "t3"
    ) AS "t5"
  ) AS "t10"
  CROSS JOIN (
    SELECT
      "t9"."abc_a_from" AS "abc_a_from_before",
      "t9"."abc_b_from" AS "abc_b_from_before"
    FROM (
      SELECT
        MIN(
          CASE
            WHEN (
              CAST("t6"."before" AS DOUBLE PRECISION) / NULLIF(CAST("t6"."total" AS DOUBLE PRECISION), 0)
            ) < CAST(0.8 AS DOUBLE PRECISION)
            THEN "t6"."value"
            ELSE CAST(NULL AS BIGINT)
          END
        ) AS "abc_a_from",
        MIN(
          CASE
            WHEN (
              CAST("t6"."before" AS DOUBLE PRECISION) / NULLIF(CAST("t6"."total" AS DOUBLE PRECISION), 0)
            ) < CAST(0.95 AS DOUBLE PRECISION)
            THEN "t6"."value"
            ELSE CAST(NULL AS BIGINT)
          END
        ) AS "abc_b_from"
      FROM (
        SELECT
          "t4"."value",
          "t4"."clients",
          "t4"."worth",
          SUM("t4"."worth") OVER (
            ORDER BY "t4"."value" DESC NULLS LAST
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) - "t4"."worth" AS "before",
          SUM("t4"."worth") OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "total"
        FROM (
          SELECT
            "t2"."value",
            "t2"."clients",
            "t2"."value" * "t2"."clients" AS "worth"
          FROM (
            SELECT
              "t0"."year_amount_before" AS "value",
              COUNT(*) AS "clients"
            FROM "winback_derived" AS "t0"
            GROUP BY
              1
          ) AS "t2"
        ) AS "t4"
      ) AS "t6"
    ) AS "t9"
  ) AS "t12"
) AS "t14"
) AS "step"
