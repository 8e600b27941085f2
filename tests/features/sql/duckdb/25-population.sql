SELECT
  "cycle_log",
  "cycle_weight",
  "cycle_log_spread",
  "abc_a_from"::BIGINT AS "abc_a_from",
  "abc_b_from"::BIGINT AS "abc_b_from",
  "abc_a_from_before"::BIGINT AS "abc_a_from_before",
  "abc_b_from_before"::BIGINT AS "abc_b_from_before"
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
    (
      CAST("t7"."cycle_log_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
    ) / 1000000 AS "cycle_log",
    CASE
      WHEN (
        (
          CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
        ) IS NOT NULL
      )
      AND (
        (
          (
            CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
              NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
              ) * (
                CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
              )
            )
          ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
        ) IS NOT NULL
      )
      THEN CASE
        WHEN CASE
          WHEN CASE
            WHEN (
              (
                (
                  CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    )
                  )
                ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
              ) - (
                (
                  (
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                  ) / 1000000
                ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
              )
            ) > 0
            THEN (
              CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
            ) / NULLIF(
              (
                (
                  CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    )
                  )
                ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
              ) - (
                (
                  (
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                  ) / 1000000
                ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
              ),
              0
            )
            ELSE 50.0
          END IS NULL
          THEN CASE
            WHEN (
              (
                (
                  CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    )
                  )
                ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
              ) - (
                (
                  (
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                  ) / 1000000
                ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
              )
            ) > 0
            THEN (
              CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
            ) / NULLIF(
              (
                (
                  CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    )
                  )
                ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
              ) - (
                (
                  (
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                  ) / 1000000
                ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
              ),
              0
            )
            ELSE 50.0
          END
          ELSE LEAST(
            50.0,
            CASE
              WHEN (
                (
                  (
                    CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      )
                    )
                  ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
                ) - (
                  (
                    (
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                    ) / 1000000
                  ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                )
              ) > 0
              THEN (
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
              ) / NULLIF(
                (
                  (
                    CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      )
                    )
                  ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
                ) - (
                  (
                    (
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                    ) / 1000000
                  ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                ),
                0
              )
              ELSE 50.0
            END
          )
        END IS NULL
        THEN CASE
          WHEN CASE
            WHEN (
              (
                (
                  CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    )
                  )
                ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
              ) - (
                (
                  (
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                  ) / 1000000
                ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
              )
            ) > 0
            THEN (
              CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
            ) / NULLIF(
              (
                (
                  CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    )
                  )
                ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
              ) - (
                (
                  (
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                  ) / 1000000
                ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
              ),
              0
            )
            ELSE 50.0
          END IS NULL
          THEN CASE
            WHEN (
              (
                (
                  CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    )
                  )
                ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
              ) - (
                (
                  (
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                  ) / 1000000
                ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
              )
            ) > 0
            THEN (
              CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
            ) / NULLIF(
              (
                (
                  CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                    NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    ) * (
                      CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                    )
                  )
                ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
              ) - (
                (
                  (
                    (
                      CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                    ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                  ) / 1000000
                ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
              ),
              0
            )
            ELSE 50.0
          END
          ELSE LEAST(
            50.0,
            CASE
              WHEN (
                (
                  (
                    CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      )
                    )
                  ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
                ) - (
                  (
                    (
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                    ) / 1000000
                  ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                )
              ) > 0
              THEN (
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
              ) / NULLIF(
                (
                  (
                    CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      )
                    )
                  ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
                ) - (
                  (
                    (
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                    ) / 1000000
                  ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                ),
                0
              )
              ELSE 50.0
            END
          )
        END
        ELSE GREATEST(
          0.1,
          CASE
            WHEN CASE
              WHEN (
                (
                  (
                    CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      )
                    )
                  ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
                ) - (
                  (
                    (
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                    ) / 1000000
                  ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                )
              ) > 0
              THEN (
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
              ) / NULLIF(
                (
                  (
                    CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      )
                    )
                  ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
                ) - (
                  (
                    (
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                    ) / 1000000
                  ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                ),
                0
              )
              ELSE 50.0
            END IS NULL
            THEN CASE
              WHEN (
                (
                  (
                    CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      )
                    )
                  ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
                ) - (
                  (
                    (
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                    ) / 1000000
                  ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                )
              ) > 0
              THEN (
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
              ) / NULLIF(
                (
                  (
                    CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                      NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      ) * (
                        CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                      )
                    )
                  ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
                ) - (
                  (
                    (
                      (
                        CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                      ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                    ) / 1000000
                  ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                ),
                0
              )
              ELSE 50.0
            END
            ELSE LEAST(
              50.0,
              CASE
                WHEN (
                  (
                    (
                      CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                        NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                          CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                        ) * (
                          CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                        )
                      )
                    ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
                  ) - (
                    (
                      (
                        (
                          CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                        ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                      ) / 1000000
                    ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                  )
                ) > 0
                THEN (
                  CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                ) / NULLIF(
                  (
                    (
                      CAST("t7"."cycle_mean_squares" AS DOUBLE) - (
                        NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) * (
                          CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                        ) * (
                          CAST("t7"."cycle_mean_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                        )
                      )
                    ) / NULLIF(NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0) - 1, 0)
                  ) - (
                    (
                      (
                        (
                          CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
                        ) * CAST("t7"."cycle_inverse_gaps" AS DOUBLE)
                      ) / 1000000
                    ) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
                  ),
                  0
                )
                ELSE 50.0
              END
            )
          END
        )
      END
      ELSE 3.0
    END AS "cycle_weight",
    CASE
      WHEN (
        CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
      ) IS NOT NULL
      THEN CASE
        WHEN (
          SQRT(
            CASE
              WHEN COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                -1.0
              ) IS NULL
              THEN COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                -1.0
              )
              ELSE GREATEST(
                0.0,
                COALESCE(
                  CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                  -1.0
                )
              )
            END
          ) / 100000
        ) IS NULL
        THEN SQRT(
          CASE
            WHEN COALESCE(
              CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
              -1.0
            ) IS NULL
            THEN COALESCE(
              CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
              -1.0
            )
            ELSE GREATEST(
              0.0,
              COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                -1.0
              )
            )
          END
        ) / 100000
        ELSE GREATEST(
          0.1,
          SQRT(
            CASE
              WHEN COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                -1.0
              ) IS NULL
              THEN COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                -1.0
              )
              ELSE GREATEST(
                0.0,
                COALESCE(
                  CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                  -1.0
                )
              )
            END
          ) / 100000
        )
      END
      ELSE 0.5
    END AS "cycle_log_spread"
  FROM (
    SELECT
      SUM(CASE WHEN "t0"."gap_count" > 0 THEN 1 ELSE 0 END) AS "cycle_clients",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST(ROUND(
            CAST("t0"."log_gap_sum" AS DOUBLE) / NULLIF(CAST("t0"."gap_count" AS DOUBLE), 0),
            0
          ) AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END
      ) AS "cycle_log_sum",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST(ROUND(
            (
              CAST("t0"."log_gap_sum" AS DOUBLE) / NULLIF(CAST("t0"."gap_count" AS DOUBLE), 0)
            ) / 10,
            0
          ) AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END
      ) AS "cycle_mean_sum",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST(ROUND(
            (
              CAST("t0"."log_gap_sum" AS DOUBLE) / NULLIF(CAST("t0"."gap_count" AS DOUBLE), 0)
            ) / 10,
            0
          ) AS BIGINT) * CAST(ROUND(
            (
              CAST("t0"."log_gap_sum" AS DOUBLE) / NULLIF(CAST("t0"."gap_count" AS DOUBLE), 0)
            ) / 10,
            0
          ) AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END
      ) AS "cycle_mean_squares",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST(ROUND(
            (
              CAST("t0"."log_gap_squares" AS DOUBLE) - (
                (
                  CAST("t0"."log_gap_sum" AS DOUBLE) / NULLIF(CAST("t0"."gap_count" AS DOUBLE), 0)
                ) * CAST("t0"."log_gap_sum" AS DOUBLE)
              )
            ) / 100,
            0
          ) AS BIGINT)
          ELSE CAST(NULL AS BIGINT)
        END
      ) AS "cycle_within_squares",
      SUM(CASE WHEN "t0"."gap_count" > 0 THEN "t0"."gap_count" - 1 ELSE 0 END) AS "cycle_within_freedom",
      SUM(
        CASE
          WHEN "t0"."gap_count" > 0
          THEN CAST(ROUND(1000000 / NULLIF(CAST("t0"."gap_count" AS DOUBLE), 0), 0) AS BIGINT)
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
            CAST("t5"."before" AS DOUBLE) / NULLIF(CAST("t5"."total" AS DOUBLE), 0)
          ) < 0.8
          THEN "t5"."value"
          ELSE CAST(NULL AS BIGINT)
        END
      ) AS "abc_a_from",
      MIN(
        CASE
          WHEN (
            CAST("t5"."before" AS DOUBLE) / NULLIF(CAST("t5"."total" AS DOUBLE), 0)
          ) < 0.95
          THEN "t5"."value"
          ELSE CAST(NULL AS BIGINT)
        END
      ) AS "abc_b_from"
    FROM (
      SELECT
        "t3"."value",
        "t3"."clients",
        "t3"."worth",
        SUM("t3"."worth") OVER (ORDER BY "t3"."value" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - "t3"."worth" AS "before",
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
              CAST("t6"."before" AS DOUBLE) / NULLIF(CAST("t6"."total" AS DOUBLE), 0)
            ) < 0.8
            THEN "t6"."value"
            ELSE CAST(NULL AS BIGINT)
          END
        ) AS "abc_a_from",
        MIN(
          CASE
            WHEN (
              CAST("t6"."before" AS DOUBLE) / NULLIF(CAST("t6"."total" AS DOUBLE), 0)
            ) < 0.95
            THEN "t6"."value"
            ELSE CAST(NULL AS BIGINT)
          END
        ) AS "abc_b_from"
      FROM (
        SELECT
          "t4"."value",
          "t4"."clients",
          "t4"."worth",
          SUM("t4"."worth") OVER (ORDER BY "t4"."value" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - "t4"."worth" AS "before",
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
)
