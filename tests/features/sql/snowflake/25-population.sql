SELECT
  CAST("cycle_log" AS DOUBLE) AS "cycle_log",
  CAST("cycle_weight" AS DOUBLE) AS "cycle_weight",
  CAST("cycle_log_spread" AS DOUBLE) AS "cycle_log_spread",
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
    (
      CAST("t7"."cycle_log_sum" AS DOUBLE) / NULLIF(CAST("t7"."cycle_clients" AS DOUBLE), 0)
    ) / 1000000 AS "cycle_log",
    IFF(
      (
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
      ),
      IFF(
        IFF(
          IFF(
            (
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
            ) > 0,
            (
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
            ),
            CAST(50.0 AS DOUBLE)
          ) IS NULL,
          IFF(
            (
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
            ) > 0,
            (
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
            ),
            CAST(50.0 AS DOUBLE)
          ),
          LEAST(
            CAST(50.0 AS DOUBLE),
            IFF(
              (
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
              ) > 0,
              (
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
              ),
              CAST(50.0 AS DOUBLE)
            )
          )
        ) IS NULL,
        IFF(
          IFF(
            (
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
            ) > 0,
            (
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
            ),
            CAST(50.0 AS DOUBLE)
          ) IS NULL,
          IFF(
            (
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
            ) > 0,
            (
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
            ),
            CAST(50.0 AS DOUBLE)
          ),
          LEAST(
            CAST(50.0 AS DOUBLE),
            IFF(
              (
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
              ) > 0,
              (
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
              ),
              CAST(50.0 AS DOUBLE)
            )
          )
        ),
        GREATEST(
          CAST(0.1 AS DOUBLE),
          IFF(
            IFF(
              (
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
              ) > 0,
              (
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
              ),
              CAST(50.0 AS DOUBLE)
            ) IS NULL,
            IFF(
              (
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
              ) > 0,
              (
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
              ),
              CAST(50.0 AS DOUBLE)
            ),
            LEAST(
              CAST(50.0 AS DOUBLE),
              IFF(
                (
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
                ) > 0,
                (
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
                ),
                CAST(50.0 AS DOUBLE)
              )
            )
          )
        )
      ),
      CAST(3.0 AS DOUBLE)
    ) AS "cycle_weight",
    IFF(
      (
        CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0)
      ) IS NOT NULL,
      IFF(
        (
          SQRT(
            IFF(
              COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                CAST(-1.0 AS DOUBLE)
              ) IS NULL,
              COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                CAST(-1.0 AS DOUBLE)
              ),
              GREATEST(
                CAST(0.0 AS DOUBLE),
                COALESCE(
                  CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                  CAST(-1.0 AS DOUBLE)
                )
              )
            )
          ) / 100000
        ) IS NULL,
        SQRT(
          IFF(
            COALESCE(
              CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
              CAST(-1.0 AS DOUBLE)
            ) IS NULL,
            COALESCE(
              CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
              CAST(-1.0 AS DOUBLE)
            ),
            GREATEST(
              CAST(0.0 AS DOUBLE),
              COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                CAST(-1.0 AS DOUBLE)
              )
            )
          )
        ) / 100000,
        GREATEST(
          CAST(0.1 AS DOUBLE),
          SQRT(
            IFF(
              COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                CAST(-1.0 AS DOUBLE)
              ) IS NULL,
              COALESCE(
                CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                CAST(-1.0 AS DOUBLE)
              ),
              GREATEST(
                CAST(0.0 AS DOUBLE),
                COALESCE(
                  CAST("t7"."cycle_within_squares" AS DOUBLE) / NULLIF(CAST("t7"."cycle_within_freedom" AS DOUBLE), 0),
                  CAST(-1.0 AS DOUBLE)
                )
              )
            )
          ) / 100000
        )
      ),
      CAST(0.5 AS DOUBLE)
    ) AS "cycle_log_spread"
  FROM (
    SELECT
      SUM(IFF("t0"."gap_count" > 0, 1, 0)) AS "cycle_clients",
      SUM(
        IFF(
          "t0"."gap_count" > 0,
          CAST(ROUND(CAST("t0"."log_gap_sum" AS DOUBLE) / NULLIF(CAST("t0"."gap_count" AS DOUBLE), 0)) AS BIGINT),
          CAST(NULL AS BIGINT)
        )
      ) AS "cycle_log_sum",
      SUM(
        IFF(
          "t0"."gap_count" > 0,
          CAST(ROUND(
            (
              CAST("t0"."log_gap_sum" AS DOUBLE) / NULLIF(CAST("t0"."gap_count" AS DOUBLE), 0)
            ) / 10
          ) AS BIGINT),
          CAST(NULL AS BIGINT)
        )
      ) AS "cycle_mean_sum",
      SUM(
        IFF(
          "t0"."gap_count" > 0,
          CAST(ROUND(
            (
              CAST("t0"."log_gap_sum" AS DOUBLE) / NULLIF(CAST("t0"."gap_count" AS DOUBLE), 0)
            ) / 10
          ) AS BIGINT) * CAST(ROUND(
            (
              CAST("t0"."log_gap_sum" AS DOUBLE) / NULLIF(CAST("t0"."gap_count" AS DOUBLE), 0)
            ) / 10
          ) AS BIGINT),
          CAST(NULL AS BIGINT)
        )
      ) AS "cycle_mean_squares",
      SUM(
        IFF(
          "t0"."gap_count" > 0,
          CAST(ROUND(
            (
              CAST("t0"."log_gap_squares" AS DOUBLE) - (
                (
                  CAST("t0"."log_gap_sum" AS DOUBLE) / NULLIF(CAST("t0"."gap_count" AS DOUBLE), 0)
                ) * CAST("t0"."log_gap_sum" AS DOUBLE)
              )
            ) / 100
          ) AS BIGINT),
          CAST(NULL AS BIGINT)
        )
      ) AS "cycle_within_squares",
      SUM(IFF("t0"."gap_count" > 0, "t0"."gap_count" - 1, 0)) AS "cycle_within_freedom",
      SUM(
        IFF(
          "t0"."gap_count" > 0,
          CAST(ROUND(1000000 / NULLIF(CAST("t0"."gap_count" AS DOUBLE), 0)) AS BIGINT),
          CAST(NULL AS BIGINT)
        )
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
        IFF(
          (
            CAST("t5"."before" AS DOUBLE) / NULLIF(CAST("t5"."total" AS DOUBLE), 0)
          ) < CAST(0.8 AS DOUBLE),
          "t5"."value",
          CAST(NULL AS BIGINT)
        )
      ) AS "abc_a_from",
      MIN(
        IFF(
          (
            CAST("t5"."before" AS DOUBLE) / NULLIF(CAST("t5"."total" AS DOUBLE), 0)
          ) < CAST(0.95 AS DOUBLE),
          "t5"."value",
          CAST(NULL AS BIGINT)
        )
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
        SUM("t3"."worth") OVER (ORDER BY NULL ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "total"
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
          IFF(
            (
              CAST("t6"."before" AS DOUBLE) / NULLIF(CAST("t6"."total" AS DOUBLE), 0)
            ) < CAST(0.8 AS DOUBLE),
            "t6"."value",
            CAST(NULL AS BIGINT)
          )
        ) AS "abc_a_from",
        MIN(
          IFF(
            (
              CAST("t6"."before" AS DOUBLE) / NULLIF(CAST("t6"."total" AS DOUBLE), 0)
            ) < CAST(0.95 AS DOUBLE),
            "t6"."value",
            CAST(NULL AS BIGINT)
          )
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
          SUM("t4"."worth") OVER (ORDER BY NULL ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "total"
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
