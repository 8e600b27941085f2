SELECT
  CAST(`cycle_log` AS FLOAT64) AS `cycle_log`,
  CAST(`cycle_weight` AS FLOAT64) AS `cycle_weight`,
  CAST(`cycle_log_spread` AS FLOAT64) AS `cycle_log_spread`,
  CAST(`abc_a_from` AS INT64) AS `abc_a_from`,
  CAST(`abc_b_from` AS INT64) AS `abc_b_from`,
  CAST(`abc_a_from_before` AS INT64) AS `abc_a_from_before`,
  CAST(`abc_b_from_before` AS INT64) AS `abc_b_from_before`
FROM (
SELECT
  `t16`.`cycle_log`,
  `t16`.`cycle_weight`,
  `t16`.`cycle_log_spread`,
  `t14`.`abc_a_from`,
  `t14`.`abc_b_from`,
  `t14`.`abc_a_from_before`,
  `t14`.`abc_b_from_before`
FROM (
  SELECT
    ieee_divide(
      ieee_divide(
        CAST(`t7`.`cycle_log_sum` AS FLOAT64),
        NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
      ),
      1000000
    ) AS `cycle_log`,
    IF(
      (
        ieee_divide(
          CAST(`t7`.`cycle_within_squares` AS FLOAT64),
          NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
        ) IS NOT NULL
      )
      AND (
        ieee_divide(
          CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
            NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
              CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
              NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
            ) * ieee_divide(
              CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
              NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
            )
          ),
          NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
        ) IS NOT NULL
      ),
      IF(
        IF(
          IF(
            (
              ieee_divide(
                CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                  NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                    CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                  ) * ieee_divide(
                    CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                  )
                ),
                NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
              ) - ieee_divide(
                ieee_divide(
                  ieee_divide(
                    CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                  ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                  1000000
                ),
                NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
              )
            ) > 0,
            ieee_divide(
              ieee_divide(
                CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
              ),
              NULLIF(
                ieee_divide(
                  CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    ) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    )
                  ),
                  NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                ) - ieee_divide(
                  ieee_divide(
                    ieee_divide(
                      CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                    ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                    1000000
                  ),
                  NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                ),
                0
              )
            ),
            CAST(50.0 AS FLOAT64)
          ) IS NULL,
          IF(
            (
              ieee_divide(
                CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                  NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                    CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                  ) * ieee_divide(
                    CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                  )
                ),
                NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
              ) - ieee_divide(
                ieee_divide(
                  ieee_divide(
                    CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                  ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                  1000000
                ),
                NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
              )
            ) > 0,
            ieee_divide(
              ieee_divide(
                CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
              ),
              NULLIF(
                ieee_divide(
                  CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    ) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    )
                  ),
                  NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                ) - ieee_divide(
                  ieee_divide(
                    ieee_divide(
                      CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                    ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                    1000000
                  ),
                  NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                ),
                0
              )
            ),
            CAST(50.0 AS FLOAT64)
          ),
          LEAST(
            CAST(50.0 AS FLOAT64),
            IF(
              (
                ieee_divide(
                  CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    ) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    )
                  ),
                  NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                ) - ieee_divide(
                  ieee_divide(
                    ieee_divide(
                      CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                    ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                    1000000
                  ),
                  NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                )
              ) > 0,
              ieee_divide(
                ieee_divide(
                  CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                  NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                ),
                NULLIF(
                  ieee_divide(
                    CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                        CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                      ) * ieee_divide(
                        CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                      )
                    ),
                    NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                  ) - ieee_divide(
                    ieee_divide(
                      ieee_divide(
                        CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                      ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                      1000000
                    ),
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                  ),
                  0
                )
              ),
              CAST(50.0 AS FLOAT64)
            )
          )
        ) IS NULL,
        IF(
          IF(
            (
              ieee_divide(
                CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                  NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                    CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                  ) * ieee_divide(
                    CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                  )
                ),
                NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
              ) - ieee_divide(
                ieee_divide(
                  ieee_divide(
                    CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                  ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                  1000000
                ),
                NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
              )
            ) > 0,
            ieee_divide(
              ieee_divide(
                CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
              ),
              NULLIF(
                ieee_divide(
                  CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    ) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    )
                  ),
                  NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                ) - ieee_divide(
                  ieee_divide(
                    ieee_divide(
                      CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                    ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                    1000000
                  ),
                  NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                ),
                0
              )
            ),
            CAST(50.0 AS FLOAT64)
          ) IS NULL,
          IF(
            (
              ieee_divide(
                CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                  NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                    CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                  ) * ieee_divide(
                    CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                  )
                ),
                NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
              ) - ieee_divide(
                ieee_divide(
                  ieee_divide(
                    CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                  ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                  1000000
                ),
                NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
              )
            ) > 0,
            ieee_divide(
              ieee_divide(
                CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
              ),
              NULLIF(
                ieee_divide(
                  CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    ) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    )
                  ),
                  NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                ) - ieee_divide(
                  ieee_divide(
                    ieee_divide(
                      CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                    ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                    1000000
                  ),
                  NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                ),
                0
              )
            ),
            CAST(50.0 AS FLOAT64)
          ),
          LEAST(
            CAST(50.0 AS FLOAT64),
            IF(
              (
                ieee_divide(
                  CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    ) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    )
                  ),
                  NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                ) - ieee_divide(
                  ieee_divide(
                    ieee_divide(
                      CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                    ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                    1000000
                  ),
                  NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                )
              ) > 0,
              ieee_divide(
                ieee_divide(
                  CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                  NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                ),
                NULLIF(
                  ieee_divide(
                    CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                        CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                      ) * ieee_divide(
                        CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                      )
                    ),
                    NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                  ) - ieee_divide(
                    ieee_divide(
                      ieee_divide(
                        CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                      ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                      1000000
                    ),
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                  ),
                  0
                )
              ),
              CAST(50.0 AS FLOAT64)
            )
          )
        ),
        GREATEST(
          CAST(0.1 AS FLOAT64),
          IF(
            IF(
              (
                ieee_divide(
                  CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    ) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    )
                  ),
                  NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                ) - ieee_divide(
                  ieee_divide(
                    ieee_divide(
                      CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                    ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                    1000000
                  ),
                  NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                )
              ) > 0,
              ieee_divide(
                ieee_divide(
                  CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                  NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                ),
                NULLIF(
                  ieee_divide(
                    CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                        CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                      ) * ieee_divide(
                        CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                      )
                    ),
                    NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                  ) - ieee_divide(
                    ieee_divide(
                      ieee_divide(
                        CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                      ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                      1000000
                    ),
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                  ),
                  0
                )
              ),
              CAST(50.0 AS FLOAT64)
            ) IS NULL,
            IF(
              (
                ieee_divide(
                  CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    ) * ieee_divide(
                      CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    )
                  ),
                  NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                ) - ieee_divide(
                  ieee_divide(
                    ieee_divide(
                      CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                    ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                    1000000
                  ),
                  NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                )
              ) > 0,
              ieee_divide(
                ieee_divide(
                  CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                  NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                ),
                NULLIF(
                  ieee_divide(
                    CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                        CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                      ) * ieee_divide(
                        CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                      )
                    ),
                    NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                  ) - ieee_divide(
                    ieee_divide(
                      ieee_divide(
                        CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                      ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                      1000000
                    ),
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                  ),
                  0
                )
              ),
              CAST(50.0 AS FLOAT64)
            ),
            LEAST(
              CAST(50.0 AS FLOAT64),
              IF(
                (
                  ieee_divide(
                    CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                        CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                      ) * ieee_divide(
                        CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                      )
                    ),
                    NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                  ) - ieee_divide(
                    ieee_divide(
                      ieee_divide(
                        CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                        NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                      ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                      1000000
                    ),
                    NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                  )
                ) > 0,
                ieee_divide(
                  ieee_divide(
                    CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                  ),
                  NULLIF(
                    ieee_divide(
                      CAST(`t7`.`cycle_mean_squares` AS FLOAT64) - (
                        NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) * ieee_divide(
                          CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                          NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                        ) * ieee_divide(
                          CAST(`t7`.`cycle_mean_sum` AS FLOAT64),
                          NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                        )
                      ),
                      NULLIF(NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0) - 1, 0)
                    ) - ieee_divide(
                      ieee_divide(
                        ieee_divide(
                          CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                          NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                        ) * CAST(`t7`.`cycle_inverse_gaps` AS FLOAT64),
                        1000000
                      ),
                      NULLIF(CAST(`t7`.`cycle_clients` AS FLOAT64), 0)
                    ),
                    0
                  )
                ),
                CAST(50.0 AS FLOAT64)
              )
            )
          )
        )
      ),
      CAST(3.0 AS FLOAT64)
    ) AS `cycle_weight`,
    IF(
      ieee_divide(
        CAST(`t7`.`cycle_within_squares` AS FLOAT64),
        NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
      ) IS NOT NULL,
      IF(
        ieee_divide(
          SQRT(
            IF(
              COALESCE(
                ieee_divide(
                  CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                  NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                ),
                CAST(-1.0 AS FLOAT64)
              ) IS NULL,
              COALESCE(
                ieee_divide(
                  CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                  NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                ),
                CAST(-1.0 AS FLOAT64)
              ),
              GREATEST(
                CAST(0.0 AS FLOAT64),
                COALESCE(
                  ieee_divide(
                    CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                  ),
                  CAST(-1.0 AS FLOAT64)
                )
              )
            )
          ),
          100000
        ) IS NULL,
        ieee_divide(
          SQRT(
            IF(
              COALESCE(
                ieee_divide(
                  CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                  NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                ),
                CAST(-1.0 AS FLOAT64)
              ) IS NULL,
              COALESCE(
                ieee_divide(
                  CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                  NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                ),
                CAST(-1.0 AS FLOAT64)
              ),
              GREATEST(
                CAST(0.0 AS FLOAT64),
                COALESCE(
                  ieee_divide(
                    CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                  ),
                  CAST(-1.0 AS FLOAT64)
                )
              )
            )
          ),
          100000
        ),
        GREATEST(
          CAST(0.1 AS FLOAT64),
          ieee_divide(
            SQRT(
              IF(
                COALESCE(
                  ieee_divide(
                    CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                  ),
                  CAST(-1.0 AS FLOAT64)
                ) IS NULL,
                COALESCE(
                  ieee_divide(
                    CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                    NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                  ),
                  CAST(-1.0 AS FLOAT64)
                ),
                GREATEST(
                  CAST(0.0 AS FLOAT64),
                  COALESCE(
                    ieee_divide(
                      CAST(`t7`.`cycle_within_squares` AS FLOAT64),
                      NULLIF(CAST(`t7`.`cycle_within_freedom` AS FLOAT64), 0)
                    ),
                    CAST(-1.0 AS FLOAT64)
                  )
                )
              )
            ),
            100000
          )
        )
      ),
      CAST(0.5 AS FLOAT64)
    ) AS `cycle_log_spread`
  FROM (
    SELECT
      SUM(IF(`t0`.`gap_count` > 0, 1, 0)) AS `cycle_clients`,
      SUM(
        IF(
          `t0`.`gap_count` > 0,
          CAST(ROUND(
            ieee_divide(CAST(`t0`.`log_gap_sum` AS FLOAT64), NULLIF(CAST(`t0`.`gap_count` AS FLOAT64), 0))
          ) AS INT64),
          CAST(NULL AS INT64)
        )
      ) AS `cycle_log_sum`,
      SUM(
        IF(
          `t0`.`gap_count` > 0,
          CAST(ROUND(
            ieee_divide(
              ieee_divide(CAST(`t0`.`log_gap_sum` AS FLOAT64), NULLIF(CAST(`t0`.`gap_count` AS FLOAT64), 0)),
              10
            )
          ) AS INT64),
          CAST(NULL AS INT64)
        )
      ) AS `cycle_mean_sum`,
      SUM(
        IF(
          `t0`.`gap_count` > 0,
          CAST(ROUND(
            ieee_divide(
              ieee_divide(CAST(`t0`.`log_gap_sum` AS FLOAT64), NULLIF(CAST(`t0`.`gap_count` AS FLOAT64), 0)),
              10
            )
          ) AS INT64) * CAST(ROUND(
            ieee_divide(
              ieee_divide(CAST(`t0`.`log_gap_sum` AS FLOAT64), NULLIF(CAST(`t0`.`gap_count` AS FLOAT64), 0)),
              10
            )
          ) AS INT64),
          CAST(NULL AS INT64)
        )
      ) AS `cycle_mean_squares`,
      SUM(
        IF(
          `t0`.`gap_count` > 0,
          CAST(ROUND(
            ieee_divide(
              CAST(`t0`.`log_gap_squares` AS FLOAT64) - (
                ieee_divide(CAST(`t0`.`log_gap_sum` AS FLOAT64), NULLIF(CAST(`t0`.`gap_count` AS FLOAT64), 0)) * CAST(`t0`.`log_gap_sum` AS FLOAT64)
              ),
              100
            )
          ) AS INT64),
          CAST(NULL AS INT64)
        )
      ) AS `cycle_within_squares`,
      SUM(IF(`t0`.`gap_count` > 0, `t0`.`gap_count` - 1, 0)) AS `cycle_within_freedom`,
      SUM(
        IF(
          `t0`.`gap_count` > 0,
          CAST(ROUND(ieee_divide(1000000, NULLIF(CAST(`t0`.`gap_count` AS FLOAT64), 0))) AS INT64),
          CAST(NULL AS INT64)
        )
      ) AS `cycle_inverse_gaps`
    FROM `winback_derived` AS `t0`
  ) AS `t7`
) AS `t16`
CROSS JOIN (
  SELECT
    `t10`.`abc_a_from`,
    `t10`.`abc_b_from`,
    `t12`.`abc_a_from_before`,
    `t12`.`abc_b_from_before`
  FROM (
    SELECT
      MIN(
        IF(
          ieee_divide(CAST(`t5`.`before` AS FLOAT64), NULLIF(CAST(`t5`.`total` AS FLOAT64), 0)) < CAST(0.8 AS FLOAT64),
          `t5`.`value`,
          CAST(NULL AS INT64)
        )
      ) AS `abc_a_from`,
      MIN(
        IF(
          ieee_divide(CAST(`t5`.`before` AS FLOAT64), NULLIF(CAST(`t5`.`total` AS FLOAT64), 0)) < CAST(0.95 AS FLOAT64),
          `t5`.`value`,
          CAST(NULL AS INT64)
        )
      ) AS `abc_b_from`
    FROM (
      SELECT
        `t3`.`value`,
        `t3`.`clients`,
        `t3`.`worth`,
        SUM(`t3`.`worth`) OVER (ORDER BY `t3`.`value` DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - `t3`.`worth` AS `before`,
        SUM(`t3`.`worth`) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS `total`
      FROM (
        SELECT
          `t1`.`value`,
          `t1`.`clients`,
          `t1`.`value` * `t1`.`clients` AS `worth`
        FROM (
          SELECT
            `t0`.`year_amount` AS `value`,
            COUNT(*) AS `clients`
          FROM `winback_derived` AS `t0`
          GROUP BY
            1
        ) AS `t1`
      ) AS `t3`
    ) AS `t5`
  ) AS `t10`
  CROSS JOIN (
    SELECT
      `t9`.`abc_a_from` AS `abc_a_from_before`,
      `t9`.`abc_b_from` AS `abc_b_from_before`
    FROM (
      SELECT
        MIN(
          IF(
            ieee_divide(CAST(`t6`.`before` AS FLOAT64), NULLIF(CAST(`t6`.`total` AS FLOAT64), 0)) < CAST(0.8 AS FLOAT64),
            `t6`.`value`,
            CAST(NULL AS INT64)
          )
        ) AS `abc_a_from`,
        MIN(
          IF(
            ieee_divide(CAST(`t6`.`before` AS FLOAT64), NULLIF(CAST(`t6`.`total` AS FLOAT64), 0)) < CAST(0.95 AS FLOAT64),
            `t6`.`value`,
            CAST(NULL AS INT64)
          )
        ) AS `abc_b_from`
      FROM (
        SELECT
          `t4`.`value`,
          `t4`.`clients`,
          `t4`.`worth`,
          SUM(`t4`.`worth`) OVER (ORDER BY `t4`.`value` DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - `t4`.`worth` AS `before`,
          SUM(`t4`.`worth`) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS `total`
        FROM (
          SELECT
            `t2`.`value`,
            `t2`.`clients`,
            `t2`.`value` * `t2`.`clients` AS `worth`
          FROM (
            SELECT
              `t0`.`year_amount_before` AS `value`,
              COUNT(*) AS `clients`
            FROM `winback_derived` AS `t0`
            GROUP BY
              1
          ) AS `t2`
        ) AS `t4`
      ) AS `t6`
    ) AS `t9`
  ) AS `t12`
) AS `t14`
) AS `step`
