SELECT
  CAST("client_id" AS VARCHAR) AS "client_id",
  CAST("status" AS VARCHAR) AS "status",
  CAST("lost_after_days" AS DOUBLE) AS "lost_after_days",
  CAST("days_lost" AS DOUBLE) AS "days_lost",
  CAST("abc" AS VARCHAR) AS "abc",
  CAST("xyz" AS VARCHAR) AS "xyz",
  CAST("abc_before" AS VARCHAR) AS "abc_before",
  CAST("xyz_before" AS VARCHAR) AS "xyz_before",
  CAST("own_cycle_days" AS DOUBLE) AS "own_cycle_days",
  CAST("cycle_spread" AS DOUBLE) AS "cycle_spread",
  CAST("gap_count" AS DOUBLE) AS "gap_count",
  CAST("longest_gap_ratio" AS DOUBLE) AS "longest_gap_ratio",
  CAST("last_gap_ratio" AS DOUBLE) AS "last_gap_ratio",
  CAST("recent_gaps_log_ratio" AS DOUBLE) AS "recent_gaps_log_ratio",
  CAST("days_since_order" AS DOUBLE) AS "days_since_order",
  CAST("tenure_days" AS DOUBLE) AS "tenure_days",
  CAST("overdue_ratio" AS DOUBLE) AS "overdue_ratio",
  CAST("overdue_deviations" AS DOUBLE) AS "overdue_deviations",
  CAST("silent_share" AS DOUBLE) AS "silent_share",
  CAST("silence_to_longest_gap" AS DOUBLE) AS "silence_to_longest_gap",
  CAST("order_days" AS DOUBLE) AS "order_days",
  CAST("orders_per_year" AS DOUBLE) AS "orders_per_year",
  CAST("active_weeks_share" AS DOUBLE) AS "active_weeks_share",
  CAST("one_order_only" AS DOUBLE) AS "one_order_only",
  CAST("orders_per_cycle_90" AS DOUBLE) AS "orders_per_cycle_90",
  CAST("order_days_14" AS DOUBLE) AS "order_days_14",
  CAST("order_days_30" AS DOUBLE) AS "order_days_30",
  CAST("order_days_60" AS DOUBLE) AS "order_days_60",
  CAST("order_days_90" AS DOUBLE) AS "order_days_90",
  CAST("order_days_180" AS DOUBLE) AS "order_days_180",
  CAST("order_days_365" AS DOUBLE) AS "order_days_365",
  CAST("decayed_orders_30" AS DOUBLE) AS "decayed_orders_30",
  CAST("decayed_orders_90" AS DOUBLE) AS "decayed_orders_90",
  CAST("decayed_orders_180" AS DOUBLE) AS "decayed_orders_180",
  CAST("frequency_drift_30" AS DOUBLE) AS "frequency_drift_30",
  CAST("frequency_drift_90" AS DOUBLE) AS "frequency_drift_90",
  CAST("season_ahead_share" AS DOUBLE) AS "season_ahead_share",
  CAST("year_on_year_60" AS DOUBLE) AS "year_on_year_60",
  CAST("weekday_share" AS DOUBLE) AS "weekday_share",
  CAST("weekend_share" AS DOUBLE) AS "weekend_share",
  CAST("average_check" AS DOUBLE) AS "average_check",
  CAST("check_drift" AS DOUBLE) AS "check_drift",
  CAST("check_slope" AS DOUBLE) AS "check_slope",
  CAST("last_check_log_ratio" AS DOUBLE) AS "last_check_log_ratio",
  CAST("check_spread" AS DOUBLE) AS "check_spread",
  CAST("largest_check_ratio" AS DOUBLE) AS "largest_check_ratio",
  CAST("amount_90" AS DOUBLE) AS "amount_90",
  CAST("amount_365" AS DOUBLE) AS "amount_365",
  CAST("amount_ever" AS DOUBLE) AS "amount_ever",
  CAST("products_365" AS DOUBLE) AS "products_365",
  CAST("products_drift_180" AS DOUBLE) AS "products_drift_180",
  CAST("new_products_share_90" AS DOUBLE) AS "new_products_share_90",
  CAST("categories_365" AS DOUBLE) AS "categories_365",
  CAST("categories_drift_180" AS DOUBLE) AS "categories_drift_180",
  CAST("new_categories_90" AS DOUBLE) AS "new_categories_90",
  CAST("categories_given_up" AS DOUBLE) AS "categories_given_up",
  CAST("given_up_share" AS DOUBLE) AS "given_up_share",
  CAST("top_category_share" AS DOUBLE) AS "top_category_share",
  CAST("basket_price_rise" AS DOUBLE) AS "basket_price_rise",
  CAST("basket_priced_share" AS DOUBLE) AS "basket_priced_share",
  CAST("last_price_rise" AS DOUBLE) AS "last_price_rise",
  CAST("discounted_share_365" AS DOUBLE) AS "discounted_share_365",
  CAST("discount_share_365" AS DOUBLE) AS "discount_share_365",
  CAST("discount_loss_90" AS DOUBLE) AS "discount_loss_90",
  CAST("days_since_discount" AS DOUBLE) AS "days_since_discount",
  CAST("returns_365" AS DOUBLE) AS "returns_365",
  CAST("cancellations_365" AS DOUBLE) AS "cancellations_365",
  CAST("setbacks_90" AS DOUBLE) AS "setbacks_90",
  CAST("setback_share_365" AS DOUBLE) AS "setback_share_365",
  CAST("returned_amount_share_365" AS DOUBLE) AS "returned_amount_share_365",
  CAST("setback_drift_90" AS DOUBLE) AS "setback_drift_90",
  CAST("days_since_setback" AS DOUBLE) AS "days_since_setback",
  CAST("margin_ever" AS DOUBLE) AS "margin_ever",
  CAST("late_share_90" AS DOUBLE) AS "late_share_90",
  CAST("late_share_365" AS DOUBLE) AS "late_share_365",
  CAST("mean_days_late_365" AS DOUBLE) AS "mean_days_late_365",
  CAST("worst_days_late_365" AS DOUBLE) AS "worst_days_late_365",
  CAST("last_delivery_late" AS DOUBLE) AS "last_delivery_late",
  CAST("late_deliveries_drift_90" AS DOUBLE) AS "late_deliveries_drift_90",
  CAST("overdue_deliveries" AS DOUBLE) AS "overdue_deliveries",
  CAST("oldest_overdue_delivery_days" AS DOUBLE) AS "oldest_overdue_delivery_days",
  CAST("complaints" AS DOUBLE) AS "complaints",
  CAST("complaints_30" AS DOUBLE) AS "complaints_30",
  CAST("complaints_90" AS DOUBLE) AS "complaints_90",
  CAST("complaints_365" AS DOUBLE) AS "complaints_365",
  CAST("complaints_service" AS DOUBLE) AS "complaints_service",
  CAST("complaints_delivery" AS DOUBLE) AS "complaints_delivery",
  CAST("complaints_quality" AS DOUBLE) AS "complaints_quality",
  CAST("complaints_price" AS DOUBLE) AS "complaints_price",
  CAST("complaints_conflict" AS DOUBLE) AS "complaints_conflict",
  CAST("complaints_other" AS DOUBLE) AS "complaints_other",
  CAST("complaints_open" AS DOUBLE) AS "complaints_open",
  CAST("days_to_resolve" AS DOUBLE) AS "days_to_resolve",
  CAST("days_since_complaint" AS DOUBLE) AS "days_since_complaint",
  CAST("oldest_open_complaint_days" AS DOUBLE) AS "oldest_open_complaint_days",
  CAST("worst_complaint_365" AS DOUBLE) AS "worst_complaint_365",
  CAST("conflicts_365" AS DOUBLE) AS "conflicts_365",
  CAST("days_since_conflict" AS DOUBLE) AS "days_since_conflict",
  CAST("days_since_quality_complaint" AS DOUBLE) AS "days_since_quality_complaint",
  CAST("days_since_slow_complaint" AS DOUBLE) AS "days_since_slow_complaint",
  CAST("resolution_to_usual_ratio" AS DOUBLE) AS "resolution_to_usual_ratio",
  CAST("complaints_overdue" AS DOUBLE) AS "complaints_overdue",
  CAST("nps_last" AS DOUBLE) AS "nps_last",
  CAST("nps_mean" AS DOUBLE) AS "nps_mean",
  CAST("nps_change" AS DOUBLE) AS "nps_change",
  CAST("days_since_nps" AS DOUBLE) AS "days_since_nps",
  CAST("nps_detractor" AS DOUBLE) AS "nps_detractor",
  CAST("nps_low_share" AS DOUBLE) AS "nps_low_share",
  CAST("nps_product" AS DOUBLE) AS "nps_product",
  CAST("nps_service" AS DOUBLE) AS "nps_service",
  CAST("nps_delivery" AS DOUBLE) AS "nps_delivery",
  CAST("contacts_30" AS DOUBLE) AS "contacts_30",
  CAST("contacts_90" AS DOUBLE) AS "contacts_90",
  CAST("contacts_365" AS DOUBLE) AS "contacts_365",
  CAST("days_since_contact" AS DOUBLE) AS "days_since_contact",
  CAST("days_since_inbound_contact" AS DOUBLE) AS "days_since_inbound_contact",
  CAST("days_since_outbound_contact" AS DOUBLE) AS "days_since_outbound_contact",
  CAST("usual_contact_pause_days" AS DOUBLE) AS "usual_contact_pause_days",
  CAST("contact_pause_ratio" AS DOUBLE) AS "contact_pause_ratio",
  CAST("longest_contact_pause_365" AS DOUBLE) AS "longest_contact_pause_365",
  CAST("longest_outbound_pause_365" AS DOUBLE) AS "longest_outbound_pause_365",
  CAST("fruitless_contacts" AS DOUBLE) AS "fruitless_contacts",
  CAST("days_fruitless" AS DOUBLE) AS "days_fruitless",
  CAST("refusals_90" AS DOUBLE) AS "refusals_90",
  CAST("fruitful_share_365" AS DOUBLE) AS "fruitful_share_365",
  CAST("client_started_share_365" AS DOUBLE) AS "client_started_share_365",
  CAST("hours_to_answer_90" AS DOUBLE) AS "hours_to_answer_90",
  CAST("hours_to_answer_365" AS DOUBLE) AS "hours_to_answer_365",
  CAST("days_since_informative_contact" AS DOUBLE) AS "days_since_informative_contact",
  CAST("cadence_ratio" AS DOUBLE) AS "cadence_ratio",
  CAST("cadence_kept_share" AS DOUBLE) AS "cadence_kept_share",
  CAST("days_since_visit" AS DOUBLE) AS "days_since_visit",
  CAST("visits_since_order" AS DOUBLE) AS "visits_since_order",
  CAST("visits_30" AS DOUBLE) AS "visits_30",
  CAST("visits_90" AS DOUBLE) AS "visits_90",
  CAST("visits_drift_30" AS DOUBLE) AS "visits_drift_30",
  CAST("visits_drift_90" AS DOUBLE) AS "visits_drift_90",
  CAST("manager_changes_90" AS DOUBLE) AS "manager_changes_90",
  CAST("manager_changes_365" AS DOUBLE) AS "manager_changes_365",
  CAST("days_since_manager_change" AS DOUBLE) AS "days_since_manager_change",
  CAST("days_since_manager_dismissed" AS DOUBLE) AS "days_since_manager_dismissed",
  CAST("managers_ever" AS DOUBLE) AS "managers_ever",
  CAST("manager_tenure_days" AS DOUBLE) AS "manager_tenure_days",
  CAST("days_without_manager" AS DOUBLE) AS "days_without_manager",
  CAST("branch_churn_90" AS DOUBLE) AS "branch_churn_90",
  CAST("days_since_created" AS DOUBLE) AS "days_since_created",
  CAST("days_to_contract_end" AS DOUBLE) AS "days_to_contract_end",
  CAST("days_since_contract_end" AS DOUBLE) AS "days_since_contract_end",
  CAST("abc_fall" AS DOUBLE) AS "abc_fall",
  CAST("xyz_fall" AS DOUBLE) AS "xyz_fall",
  CAST("horizon_days" AS DOUBLE) AS "horizon_days",
  CAST("branch" AS VARCHAR) AS "branch",
  CAST("client_kind" AS VARCHAR) AS "client_kind",
  CAST("client_industry" AS VARCHAR) AS "client_industry",
  CAST("client_region" AS VARCHAR) AS "client_region"
FROM (
SELECT
  "t7"."client_id",
  "t7"."status",
  "t7"."lost_after_days",
  "t7"."days_lost",
  "t7"."abc",
  "t7"."xyz",
  "t7"."abc_before",
  "t7"."xyz_before",
  "t7"."own_cycle_days",
  "t7"."cycle_spread",
  "t7"."gap_count",
  "t7"."longest_gap_ratio",
  "t7"."last_gap_ratio",
  "t7"."recent_gaps_log_ratio",
  "t7"."days_since_order",
  "t7"."tenure_days",
  "t7"."overdue_ratio",
  "t7"."overdue_deviations",
  "t7"."silent_share",
  "t7"."silence_to_longest_gap",
  CAST("t7"."order_days" AS DOUBLE) AS "order_days",
  CAST((
    CAST("t7"."order_days" AS DOUBLE) * 365
  ) AS DOUBLE) / GREATEST(
    COALESCE(CAST("t7"."oldest_age" AS DOUBLE), CAST(90.0 AS DOUBLE)),
    CAST(90.0 AS DOUBLE)
  ) AS "orders_per_year",
  CAST("t7"."last_weeks" AS DOUBLE) / 12 AS "active_weeks_share",
  IF("t7"."order_days" = 1, CAST(1.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) AS "one_order_only",
  CAST("t7"."order_days_90" AS DOUBLE) / NULLIF(CAST(90 AS DOUBLE) / "t7"."own_cycle_days", 0) AS "orders_per_cycle_90",
  CAST("t7"."order_days_14" AS DOUBLE) AS "order_days_14",
  CAST("t7"."order_days_30" AS DOUBLE) AS "order_days_30",
  CAST("t7"."order_days_60" AS DOUBLE) AS "order_days_60",
  CAST("t7"."order_days_90" AS DOUBLE) AS "order_days_90",
  CAST("t7"."order_days_180" AS DOUBLE) AS "order_days_180",
  CAST("t7"."order_days_365" AS DOUBLE) AS "order_days_365",
  CAST("t7"."decayed_30" AS DOUBLE) / 1000000 AS "decayed_orders_30",
  CAST("t7"."decayed_90" AS DOUBLE) / 1000000 AS "decayed_orders_90",
  CAST("t7"."decayed_180" AS DOUBLE) / 1000000 AS "decayed_orders_180",
  LN(
    IF(
      (
        CAST("t7"."order_days_30" + 1 AS DOUBLE) / NULLIF(
          (
            (
              CAST("t7"."order_days" AS DOUBLE) * LEAST(
                COALESCE(CAST("t7"."oldest_age" AS DOUBLE), CAST(30.0 AS DOUBLE)),
                CAST(30.0 AS DOUBLE)
              )
            ) / CAST("t7"."oldest_age" AS DOUBLE)
          ) + 1,
          0
        )
      ) > 0,
      CAST("t7"."order_days_30" + 1 AS DOUBLE) / NULLIF(
        (
          (
            CAST("t7"."order_days" AS DOUBLE) * LEAST(
              COALESCE(CAST("t7"."oldest_age" AS DOUBLE), CAST(30.0 AS DOUBLE)),
              CAST(30.0 AS DOUBLE)
            )
          ) / CAST("t7"."oldest_age" AS DOUBLE)
        ) + 1,
        0
      ),
      CAST(NULL AS DOUBLE)
    )
  ) AS "frequency_drift_30",
  LN(
    IF(
      (
        CAST("t7"."order_days_90" + 1 AS DOUBLE) / NULLIF(
          (
            (
              CAST("t7"."order_days" AS DOUBLE) * LEAST(
                COALESCE(CAST("t7"."oldest_age" AS DOUBLE), CAST(90.0 AS DOUBLE)),
                CAST(90.0 AS DOUBLE)
              )
            ) / CAST("t7"."oldest_age" AS DOUBLE)
          ) + 1,
          0
        )
      ) > 0,
      CAST("t7"."order_days_90" + 1 AS DOUBLE) / NULLIF(
        (
          (
            CAST("t7"."order_days" AS DOUBLE) * LEAST(
              COALESCE(CAST("t7"."oldest_age" AS DOUBLE), CAST(90.0 AS DOUBLE)),
              CAST(90.0 AS DOUBLE)
            )
          ) / CAST("t7"."oldest_age" AS DOUBLE)
        ) + 1,
        0
      ),
      CAST(NULL AS DOUBLE)
    )
  ) AS "frequency_drift_90",
  IF(
    "t7"."oldest_age" >= 365,
    CAST("t7"."season_days_ahead" AS DOUBLE) / NULLIF(CAST("t7"."order_days_365" AS DOUBLE), 0),
    CAST(NULL AS DOUBLE)
  ) AS "season_ahead_share",
  IF(
    "t7"."oldest_age" > 425,
    LN(
      IF(
        (
          CAST("t7"."order_days_60" + 1 AS DOUBLE) / NULLIF(CAST("t7"."season_days_year_ago" + 1 AS DOUBLE), 0)
        ) > 0,
        CAST("t7"."order_days_60" + 1 AS DOUBLE) / NULLIF(CAST("t7"."season_days_year_ago" + 1 AS DOUBLE), 0),
        CAST(NULL AS DOUBLE)
      )
    ),
    CAST(NULL AS DOUBLE)
  ) AS "year_on_year_60",
  IF(
    "t7"."order_days_365" >= 4,
    CAST(GREATEST(
      BITWISE_AND((
        BITWISE_RIGHT_SHIFT("t7"."weekday_counts", 0)
      ), 255),
      BITWISE_AND((
        BITWISE_RIGHT_SHIFT("t7"."weekday_counts", 8)
      ), 255),
      BITWISE_AND((
        BITWISE_RIGHT_SHIFT("t7"."weekday_counts", 16)
      ), 255),
      BITWISE_AND((
        BITWISE_RIGHT_SHIFT("t7"."weekday_counts", 24)
      ), 255),
      BITWISE_AND((
        BITWISE_RIGHT_SHIFT("t7"."weekday_counts", 32)
      ), 255),
      BITWISE_AND((
        BITWISE_RIGHT_SHIFT("t7"."weekday_counts", 40)
      ), 255),
      BITWISE_AND((
        BITWISE_RIGHT_SHIFT("t7"."weekday_counts", 48)
      ), 255)
    ) AS DOUBLE) / NULLIF(CAST("t7"."order_days_365" AS DOUBLE), 0),
    CAST(NULL AS DOUBLE)
  ) AS "weekday_share",
  CAST((
    BITWISE_AND((
      BITWISE_RIGHT_SHIFT("t7"."weekday_counts", 16)
    ), 255)
  ) + (
    BITWISE_AND((
      BITWISE_RIGHT_SHIFT("t7"."weekday_counts", 24)
    ), 255)
  ) AS DOUBLE) / NULLIF(CAST("t7"."order_days_365" AS DOUBLE), 0) AS "weekend_share",
  CAST((
    CAST("t7"."amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
  ) AS DOUBLE) / 100 AS "average_check",
  LN(
    IF(
      (
        CAST((
          CAST("t7"."short_amount" AS DOUBLE) / NULLIF(CAST("t7"."short_count" AS DOUBLE), 0)
        ) AS DOUBLE) / NULLIF(
          CAST("t7"."amount_sum" - "t7"."short_amount" AS DOUBLE) / NULLIF(CAST("t7"."order_days" - "t7"."short_count" AS DOUBLE), 0),
          0
        )
      ) > 0,
      CAST((
        CAST("t7"."short_amount" AS DOUBLE) / NULLIF(CAST("t7"."short_count" AS DOUBLE), 0)
      ) AS DOUBLE) / NULLIF(
        CAST("t7"."amount_sum" - "t7"."short_amount" AS DOUBLE) / NULLIF(CAST("t7"."order_days" - "t7"."short_count" AS DOUBLE), 0),
        0
      ),
      CAST(NULL AS DOUBLE)
    )
  ) AS "check_drift",
  CAST((
    IF(
      (
        "t7"."order_days" >= 3
      )
      AND (
        (
          CAST("t7"."age_squares" AS DOUBLE) - (
            (
              CAST("t7"."age_sum" AS DOUBLE) * CAST("t7"."age_sum" AS DOUBLE)
            ) / CAST("t7"."order_days" AS DOUBLE)
          )
        ) > CAST(0.5 AS DOUBLE)
      ),
      CAST(-(
        CAST("t7"."age_log_amount" AS DOUBLE) - (
          (
            CAST("t7"."age_sum" AS DOUBLE) * CAST("t7"."log_amount_sum" AS DOUBLE)
          ) / CAST("t7"."order_days" AS DOUBLE)
        )
      ) AS DOUBLE) / NULLIF(
        CAST("t7"."age_squares" AS DOUBLE) - (
          (
            CAST("t7"."age_sum" AS DOUBLE) * CAST("t7"."age_sum" AS DOUBLE)
          ) / CAST("t7"."order_days" AS DOUBLE)
        ),
        0
      ),
      CAST(NULL AS DOUBLE)
    ) * 365
  ) AS DOUBLE) / 1000000 AS "check_slope",
  LN(
    IF(
      (
        CAST("t7"."last_amount" AS DOUBLE) / NULLIF(CAST("t7"."amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE), 0)
      ) > 0,
      CAST("t7"."last_amount" AS DOUBLE) / NULLIF(CAST("t7"."amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE), 0),
      CAST(NULL AS DOUBLE)
    )
  ) AS "last_check_log_ratio",
  CAST(IF(
    "t7"."order_days" >= 2,
    SQRT(
      IF(
        (
          (
            CAST("t7"."log_amount_squares" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
          ) - (
            (
              CAST("t7"."log_amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
            ) * (
              CAST("t7"."log_amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
            )
          )
        ) IS NULL,
        (
          CAST("t7"."log_amount_squares" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
        ) - (
          (
            CAST("t7"."log_amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
          ) * (
            CAST("t7"."log_amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
          )
        ),
        GREATEST(
          CAST(0.0 AS DOUBLE),
          (
            CAST("t7"."log_amount_squares" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
          ) - (
            (
              CAST("t7"."log_amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
            ) * (
              CAST("t7"."log_amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE)
            )
          )
        )
      )
    ),
    CAST(NULL AS DOUBLE)
  ) AS DOUBLE) / 1000000 AS "check_spread",
  CAST("t7"."largest_amount" AS DOUBLE) / NULLIF(CAST("t7"."amount_sum" AS DOUBLE) / CAST("t7"."order_days" AS DOUBLE), 0) AS "largest_check_ratio",
  CAST("t7"."quarter_amount" AS DOUBLE) / 100 AS "amount_90",
  CAST("t7"."year_amount" AS DOUBLE) / 100 AS "amount_365",
  CAST("t7"."amount_sum" AS DOUBLE) / 100 AS "amount_ever",
  CAST("t7"."product_count_365" AS DOUBLE) AS "products_365",
  IF(
    "t7"."product_count_half_before" > 0,
    LN(
      IF(
        (
          CAST("t7"."product_count_half" + 1 AS DOUBLE) / NULLIF(CAST("t7"."product_count_half_before" + 1 AS DOUBLE), 0)
        ) > 0,
        CAST("t7"."product_count_half" + 1 AS DOUBLE) / NULLIF(CAST("t7"."product_count_half_before" + 1 AS DOUBLE), 0),
        CAST(NULL AS DOUBLE)
      )
    ),
    CAST(NULL AS DOUBLE)
  ) AS "products_drift_180",
  IF(
    "t7"."oldest_age" > 90,
    CAST("t7"."product_count_new_90" AS DOUBLE) / NULLIF(CAST("t7"."product_count_90" AS DOUBLE), 0),
    CAST(NULL AS DOUBLE)
  ) AS "new_products_share_90",
  CAST("t7"."category_count_365" AS DOUBLE) AS "categories_365",
  IF(
    "t7"."category_count_half_before" > 0,
    LN(
      IF(
        (
          CAST("t7"."category_count_half" + 1 AS DOUBLE) / NULLIF(CAST("t7"."category_count_half_before" + 1 AS DOUBLE), 0)
        ) > 0,
        CAST("t7"."category_count_half" + 1 AS DOUBLE) / NULLIF(CAST("t7"."category_count_half_before" + 1 AS DOUBLE), 0),
        CAST(NULL AS DOUBLE)
      )
    ),
    CAST(NULL AS DOUBLE)
  ) AS "categories_drift_180",
  IF(
    "t7"."oldest_age" > 90,
    CAST("t7"."category_count_new_90" AS DOUBLE),
    CAST(NULL AS DOUBLE)
  ) AS "new_categories_90",
  CAST("t7"."category_count_given_up" AS DOUBLE) AS "categories_given_up",
  CAST("t7"."category_count_given_up" AS DOUBLE) / NULLIF(CAST("t7"."category_count_regular" AS DOUBLE), 0) AS "given_up_share",
  CAST("t7"."top_category_amount" AS DOUBLE) / NULLIF(CAST("t7"."category_amount" AS DOUBLE), 0) AS "top_category_share",
  LN(
    IF(
      (
        CAST("t7"."basket_today" AS DOUBLE) / NULLIF(CAST("t7"."basket_paid_priced" AS DOUBLE), 0)
      ) > 0,
      CAST("t7"."basket_today" AS DOUBLE) / NULLIF(CAST("t7"."basket_paid_priced" AS DOUBLE), 0),
      CAST(NULL AS DOUBLE)
    )
  ) AS "basket_price_rise",
  CAST("t7"."basket_paid_priced" AS DOUBLE) / NULLIF(CAST("t7"."basket_paid" AS DOUBLE), 0) AS "basket_priced_share",
  LN(
    IF(
      (
        CAST("t7"."last_paid" AS DOUBLE) / NULLIF(CAST("t7"."last_at_price_before" AS DOUBLE), 0)
      ) > 0,
      CAST("t7"."last_paid" AS DOUBLE) / NULLIF(CAST("t7"."last_at_price_before" AS DOUBLE), 0),
      CAST(NULL AS DOUBLE)
    )
  ) AS "last_price_rise",
  CAST("t7"."discounted_days_365" AS DOUBLE) / NULLIF(CAST("t7"."order_days_365" AS DOUBLE), 0) AS "discounted_share_365",
  CAST("t7"."discount_365" AS DOUBLE) / NULLIF(CAST("t7"."year_amount" + "t7"."discount_365" AS DOUBLE), 0) AS "discount_share_365",
  LN(
    IF(
      (
        CAST((
          CAST("t7"."quarter_amount" AS DOUBLE) / NULLIF(CAST("t7"."quarter_amount" + "t7"."discount_90" AS DOUBLE), 0)
        ) AS DOUBLE) / NULLIF(
          CAST("t7"."amount_sum" - "t7"."quarter_amount" AS DOUBLE) / NULLIF(
            CAST((
              "t7"."amount_sum" - "t7"."quarter_amount"
            ) + (
              "t7"."discount_ever" - "t7"."discount_90"
            ) AS DOUBLE),
            0
          ),
          0
        )
      ) > 0,
      CAST((
        CAST("t7"."quarter_amount" AS DOUBLE) / NULLIF(CAST("t7"."quarter_amount" + "t7"."discount_90" AS DOUBLE), 0)
      ) AS DOUBLE) / NULLIF(
        CAST("t7"."amount_sum" - "t7"."quarter_amount" AS DOUBLE) / NULLIF(
          CAST((
            "t7"."amount_sum" - "t7"."quarter_amount"
          ) + (
            "t7"."discount_ever" - "t7"."discount_90"
          ) AS DOUBLE),
          0
        ),
        0
      ),
      CAST(NULL AS DOUBLE)
    )
  ) AS "discount_loss_90",
  CAST("t7"."latest_discount_age" AS DOUBLE) AS "days_since_discount",
  CAST("t7"."return_count_365" AS DOUBLE) AS "returns_365",
  CAST("t7"."cancellation_count_365" AS DOUBLE) AS "cancellations_365",
  CAST("t7"."setback_count_90" AS DOUBLE) AS "setbacks_90",
  CAST("t7"."setback_count_365" AS DOUBLE) / NULLIF(
    CAST("t7"."order_days_365" AS DOUBLE) + CAST("t7"."setback_count_365" AS DOUBLE),
    0
  ) AS "setback_share_365",
  CAST("t7"."returned_amount_365" AS DOUBLE) / NULLIF(CAST("t7"."year_amount" + "t7"."undone_amount_365" AS DOUBLE), 0) AS "returned_amount_share_365",
  LN(
    IF(
      (
        CAST("t7"."setback_count_90" + 1 AS DOUBLE) / NULLIF(
          (
            (
              CAST("t7"."setback_count_365" - "t7"."setback_count_90" AS DOUBLE) / NULLIF(
                (
                  CAST("t7"."order_days_365" AS DOUBLE) + CAST("t7"."setback_count_365" AS DOUBLE)
                ) - (
                  CAST("t7"."order_days_90" AS DOUBLE) + CAST("t7"."setback_count_90" AS DOUBLE)
                ),
                0
              )
            ) * (
              CAST("t7"."order_days_90" AS DOUBLE) + CAST("t7"."setback_count_90" AS DOUBLE)
            )
          ) + 1,
          0
        )
      ) > 0,
      CAST("t7"."setback_count_90" + 1 AS DOUBLE) / NULLIF(
        (
          (
            CAST("t7"."setback_count_365" - "t7"."setback_count_90" AS DOUBLE) / NULLIF(
              (
                CAST("t7"."order_days_365" AS DOUBLE) + CAST("t7"."setback_count_365" AS DOUBLE)
              ) - (
                CAST("t7"."order_days_90" AS DOUBLE) + CAST("t7"."setback_count_90" AS DOUBLE)
              ),
              0
            )
          ) * (
            CAST("t7"."order_days_90" AS DOUBLE) + CAST("t7"."setback_count_90" AS DOUBLE)
          )
        ) + 1,
        0
      ),
      CAST(NULL AS DOUBLE)
    )
  ) AS "setback_drift_90",
  CAST("t7"."latest_setback_age" AS DOUBLE) AS "days_since_setback",
  CAST("t7"."margin_sum" - "t7"."refunded_margin" AS DOUBLE) / 100 AS "margin_ever",
  CAST("t7"."late_90" AS DOUBLE) / NULLIF(CAST("t7"."delivered_90" AS DOUBLE), 0) AS "late_share_90",
  CAST("t7"."late_365" AS DOUBLE) / NULLIF(CAST("t7"."delivered_365" AS DOUBLE), 0) AS "late_share_365",
  CAST("t7"."days_late_365" AS DOUBLE) / NULLIF(CAST("t7"."delivered_365" AS DOUBLE), 0) AS "mean_days_late_365",
  CAST("t7"."worst_late_365" AS DOUBLE) AS "worst_days_late_365",
  IF(
    "t7"."latest_delivery_age" IS NULL,
    CAST(NULL AS DOUBLE),
    IF(
      "t7"."latest_late_delivery_age" = "t7"."latest_delivery_age",
      CAST(1.0 AS DOUBLE),
      CAST(0.0 AS DOUBLE)
    )
  ) AS "last_delivery_late",
  LN(
    IF(
      (
        CAST("t7"."late_90" + 1 AS DOUBLE) / NULLIF(
          (
            (
              CAST("t7"."late_365" - "t7"."late_90" AS DOUBLE) / NULLIF(CAST("t7"."delivered_365" - "t7"."delivered_90" AS DOUBLE), 0)
            ) * "t7"."delivered_90"
          ) + 1,
          0
        )
      ) > 0,
      CAST("t7"."late_90" + 1 AS DOUBLE) / NULLIF(
        (
          (
            CAST("t7"."late_365" - "t7"."late_90" AS DOUBLE) / NULLIF(CAST("t7"."delivered_365" - "t7"."delivered_90" AS DOUBLE), 0)
          ) * "t7"."delivered_90"
        ) + 1,
        0
      ),
      CAST(NULL AS DOUBLE)
    )
  ) AS "late_deliveries_drift_90",
  CAST("t7"."overdue_count" AS DOUBLE) AS "overdue_deliveries",
  CAST("t7"."oldest_overdue_days" AS DOUBLE) AS "oldest_overdue_delivery_days",
  CAST("t7"."complaints" AS DOUBLE) AS "complaints",
  CAST("t7"."complaints_30" AS DOUBLE) AS "complaints_30",
  CAST("t7"."complaints_90" AS DOUBLE) AS "complaints_90",
  CAST("t7"."complaints_365" AS DOUBLE) AS "complaints_365",
  CAST("t7"."complaints_service" AS DOUBLE) AS "complaints_service",
  CAST("t7"."complaints_delivery" AS DOUBLE) AS "complaints_delivery",
  CAST("t7"."complaints_quality" AS DOUBLE) AS "complaints_quality",
  CAST("t7"."complaints_price" AS DOUBLE) AS "complaints_price",
  CAST("t7"."complaints_conflict" AS DOUBLE) AS "complaints_conflict",
  CAST("t7"."complaints_other" AS DOUBLE) AS "complaints_other",
  CAST("t7"."complaints_open" AS DOUBLE) AS "complaints_open",
  CAST("t7"."complaint_days_to_resolve" AS DOUBLE) / NULLIF(CAST("t7"."complaints_closed" AS DOUBLE), 0) AS "days_to_resolve",
  CAST("t7"."latest_complaint_age" AS DOUBLE) AS "days_since_complaint",
  CAST("t7"."oldest_open_complaint_age" AS DOUBLE) AS "oldest_open_complaint_days",
  CAST("t7"."worst_complaint" AS DOUBLE) AS "worst_complaint_365",
  CAST("t7"."conflict_count_365" AS DOUBLE) AS "conflicts_365",
  CAST("t7"."latest_conflict_age" AS DOUBLE) AS "days_since_conflict",
  CAST("t7"."latest_quality_age" AS DOUBLE) AS "days_since_quality_complaint",
  CAST("t7"."latest_slow_age" AS DOUBLE) AS "days_since_slow_complaint",
  LN(
    IF(
      (
        CAST((
          "t7"."days_compared" + "t7"."complaints_compared"
        ) * 100 AS DOUBLE) / NULLIF(
          CAST("t7"."usual_hundredths_compared" + (
            "t7"."complaints_compared" * 100
          ) AS DOUBLE),
          0
        )
      ) > 0,
      CAST((
        "t7"."days_compared" + "t7"."complaints_compared"
      ) * 100 AS DOUBLE) / NULLIF(
        CAST("t7"."usual_hundredths_compared" + (
          "t7"."complaints_compared" * 100
        ) AS DOUBLE),
        0
      ),
      CAST(NULL AS DOUBLE)
    )
  ) AS "resolution_to_usual_ratio",
  CAST("t7"."open_beyond_usual" AS DOUBLE) AS "complaints_overdue",
  CAST("t7"."nps_last" AS DOUBLE) AS "nps_last",
  CAST("t7"."nps_sum" AS DOUBLE) / NULLIF(CAST("t7"."nps_answers" AS DOUBLE), 0) AS "nps_mean",
  CAST("t7"."nps_last" AS DOUBLE) - CAST("t7"."nps_before" AS DOUBLE) AS "nps_change",
  CAST("t7"."latest_nps_age" AS DOUBLE) AS "days_since_nps",
  IF(
    CAST("t7"."nps_last" AS DOUBLE) IS NULL,
    CAST(NULL AS DOUBLE),
    IF(CAST("t7"."nps_last" AS DOUBLE) < 7, CAST(1.0 AS DOUBLE), CAST(0.0 AS DOUBLE))
  ) AS "nps_detractor",
  CAST("t7"."nps_low" AS DOUBLE) / NULLIF(CAST("t7"."nps_answers" AS DOUBLE), 0) AS "nps_low_share",
  CAST("t7"."nps_product_placed" % 16 AS DOUBLE) AS "nps_product",
  CAST("t7"."nps_service_placed" % 16 AS DOUBLE) AS "nps_service",
  CAST("t7"."nps_delivery_placed" % 16 AS DOUBLE) AS "nps_delivery",
  CAST("t7"."contact_count_30" AS DOUBLE) AS "contacts_30",
  CAST("t7"."contact_count_90" AS DOUBLE) AS "contacts_90",
  CAST("t7"."contact_count_365" AS DOUBLE) AS "contacts_365",
  CAST("t7"."since_reached_day" AS DOUBLE) AS "days_since_contact",
  CAST("t7"."since_inbound_day" AS DOUBLE) AS "days_since_inbound_contact",
  CAST("t7"."since_outbound_day" AS DOUBLE) AS "days_since_outbound_contact",
  CAST("t7"."since_first_reached_day" - "t7"."since_reached_day" AS DOUBLE) / NULLIF(CAST("t7"."pauses_so_far" AS DOUBLE), 0) AS "usual_contact_pause_days",
  CAST("t7"."since_reached_day" AS DOUBLE) / NULLIF(
    CAST("t7"."since_first_reached_day" - "t7"."since_reached_day" AS DOUBLE) / NULLIF(CAST("t7"."pauses_so_far" AS DOUBLE), 0),
    0
  ) AS "contact_pause_ratio",
  CAST(GREATEST(
    COALESCE(
      COALESCE("t7"."longest_pause_365", "t7"."since_reached_day"),
      COALESCE("t7"."since_reached_day", "t7"."longest_pause_365")
    ),
    COALESCE(
      COALESCE("t7"."since_reached_day", "t7"."longest_pause_365"),
      COALESCE("t7"."longest_pause_365", "t7"."since_reached_day")
    )
  ) AS DOUBLE) AS "longest_contact_pause_365",
  CAST(GREATEST(
    COALESCE(
      COALESCE("t7"."longest_outbound_365", "t7"."since_outbound_day"),
      COALESCE("t7"."since_outbound_day", "t7"."longest_outbound_365")
    ),
    COALESCE(
      COALESCE("t7"."since_outbound_day", "t7"."longest_outbound_365"),
      COALESCE("t7"."longest_outbound_365", "t7"."since_outbound_day")
    )
  ) AS DOUBLE) AS "longest_outbound_pause_365",
  CAST(COALESCE("t7"."fruitless_run_so_far", 0) AS DOUBLE) AS "fruitless_contacts",
  CAST(IF("t7"."fruitless_run_so_far" > 0, "t7"."since_run_day", CAST(NULL AS BIGINT)) AS DOUBLE) AS "days_fruitless",
  CAST("t7"."refused_90" AS DOUBLE) AS "refusals_90",
  CAST("t7"."informative_365" AS DOUBLE) / NULLIF(CAST("t7"."informative_365" + "t7"."fruitless_365" AS DOUBLE), 0) AS "fruitful_share_365",
  CAST("t7"."inbound_365" AS DOUBLE) / NULLIF(CAST("t7"."inbound_365" + "t7"."outbound_365" AS DOUBLE), 0) AS "client_started_share_365",
  CAST((
    CAST("t7"."answer_minutes_90" AS DOUBLE) / NULLIF(CAST("t7"."answered_90" AS DOUBLE), 0)
  ) AS DOUBLE) / 60 AS "hours_to_answer_90",
  CAST((
    CAST("t7"."answer_minutes_365" AS DOUBLE) / NULLIF(CAST("t7"."answered_365" AS DOUBLE), 0)
  ) AS DOUBLE) / 60 AS "hours_to_answer_365",
  CAST("t7"."since_informative_day" AS DOUBLE) AS "days_since_informative_contact",
  CAST("t7"."since_informative_day" AS DOUBLE) / NULLIF(CAST("t7"."contact_every_days" AS DOUBLE), 0) AS "cadence_ratio",
  CAST(IF(
    (
      "t7"."oldest_age" > 0
    )
    AND (
      (
        "t7"."informative_age_0" - 0
      ) <= "t7"."contact_every_days"
    ),
    1,
    0
  ) + IF(
    (
      "t7"."oldest_age" > 7
    )
    AND (
      (
        "t7"."informative_age_1" - 7
      ) <= "t7"."contact_every_days"
    ),
    1,
    0
  ) + IF(
    (
      "t7"."oldest_age" > 14
    )
    AND (
      (
        "t7"."informative_age_2" - 14
      ) <= "t7"."contact_every_days"
    ),
    1,
    0
  ) + IF(
    (
      "t7"."oldest_age" > 21
    )
    AND (
      (
        "t7"."informative_age_3" - 21
      ) <= "t7"."contact_every_days"
    ),
    1,
    0
  ) + IF(
    (
      "t7"."oldest_age" > 28
    )
    AND (
      (
        "t7"."informative_age_4" - 28
      ) <= "t7"."contact_every_days"
    ),
    1,
    0
  ) + IF(
    (
      "t7"."oldest_age" > 35
    )
    AND (
      (
        "t7"."informative_age_5" - 35
      ) <= "t7"."contact_every_days"
    ),
    1,
    0
  ) + IF(
    (
      "t7"."oldest_age" > 42
    )
    AND (
      (
        "t7"."informative_age_6" - 42
      ) <= "t7"."contact_every_days"
    ),
    1,
    0
  ) + IF(
    (
      "t7"."oldest_age" > 49
    )
    AND (
      (
        "t7"."informative_age_7" - 49
      ) <= "t7"."contact_every_days"
    ),
    1,
    0
  ) + IF(
    (
      "t7"."oldest_age" > 56
    )
    AND (
      (
        "t7"."informative_age_8" - 56
      ) <= "t7"."contact_every_days"
    ),
    1,
    0
  ) + IF(
    (
      "t7"."oldest_age" > 63
    )
    AND (
      (
        "t7"."informative_age_9" - 63
      ) <= "t7"."contact_every_days"
    ),
    1,
    0
  ) + IF(
    (
      "t7"."oldest_age" > 70
    )
    AND (
      (
        "t7"."informative_age_10" - 70
      ) <= "t7"."contact_every_days"
    ),
    1,
    0
  ) + IF(
    (
      "t7"."oldest_age" > 77
    )
    AND (
      (
        "t7"."informative_age_11" - 77
      ) <= "t7"."contact_every_days"
    ),
    1,
    0
  ) AS DOUBLE) / NULLIF(
    CAST(LEAST(
      12,
      COALESCE(CAST(FLOOR(CAST("t7"."oldest_age" + 6 AS DOUBLE) / (
        7
      )) AS BIGINT), 12)
    ) AS DOUBLE),
    0
  ) AS "cadence_kept_share",
  CAST("t7"."latest_visit_age" AS DOUBLE) AS "days_since_visit",
  CAST("t7"."visit_count_since_order" AS DOUBLE) AS "visits_since_order",
  CAST("t7"."visit_count_30" AS DOUBLE) AS "visits_30",
  CAST("t7"."visit_count_90" AS DOUBLE) AS "visits_90",
  LN(
    IF(
      (
        CAST("t7"."visit_count_30" + 1 AS DOUBLE) / NULLIF(
          IF(
            (
              CAST("t7"."oldest_visit_age" AS DOUBLE) - 30
            ) >= 30,
            (
              CAST((
                CAST("t7"."visit_count_before_30" AS DOUBLE) * 30
              ) AS DOUBLE) / LEAST(
                COALESCE(CAST("t7"."oldest_visit_age" AS DOUBLE) - 30, CAST(365.0 AS DOUBLE)),
                CAST(365.0 AS DOUBLE)
              )
            ) + 1,
            CAST(NULL AS DOUBLE)
          ),
          0
        )
      ) > 0,
      CAST("t7"."visit_count_30" + 1 AS DOUBLE) / NULLIF(
        IF(
          (
            CAST("t7"."oldest_visit_age" AS DOUBLE) - 30
          ) >= 30,
          (
            CAST((
              CAST("t7"."visit_count_before_30" AS DOUBLE) * 30
            ) AS DOUBLE) / LEAST(
              COALESCE(CAST("t7"."oldest_visit_age" AS DOUBLE) - 30, CAST(365.0 AS DOUBLE)),
              CAST(365.0 AS DOUBLE)
            )
          ) + 1,
          CAST(NULL AS DOUBLE)
        ),
        0
      ),
      CAST(NULL AS DOUBLE)
    )
  ) AS "visits_drift_30",
  LN(
    IF(
      (
        CAST("t7"."visit_count_90" + 1 AS DOUBLE) / NULLIF(
          IF(
            (
              CAST("t7"."oldest_visit_age" AS DOUBLE) - 90
            ) >= 90,
            (
              CAST((
                CAST("t7"."visit_count_before_90" AS DOUBLE) * 90
              ) AS DOUBLE) / LEAST(
                COALESCE(CAST("t7"."oldest_visit_age" AS DOUBLE) - 90, CAST(365.0 AS DOUBLE)),
                CAST(365.0 AS DOUBLE)
              )
            ) + 1,
            CAST(NULL AS DOUBLE)
          ),
          0
        )
      ) > 0,
      CAST("t7"."visit_count_90" + 1 AS DOUBLE) / NULLIF(
        IF(
          (
            CAST("t7"."oldest_visit_age" AS DOUBLE) - 90
          ) >= 90,
          (
            CAST((
              CAST("t7"."visit_count_before_90" AS DOUBLE) * 90
            ) AS DOUBLE) / LEAST(
              COALESCE(CAST("t7"."oldest_visit_age" AS DOUBLE) - 90, CAST(365.0 AS DOUBLE)),
              CAST(365.0 AS DOUBLE)
            )
          ) + 1,
          CAST(NULL AS DOUBLE)
        ),
        0
      ),
      CAST(NULL AS DOUBLE)
    )
  ) AS "visits_drift_90",
  CAST("t7"."manager_changed_90" AS DOUBLE) AS "manager_changes_90",
  CAST("t7"."manager_changed_365" AS DOUBLE) AS "manager_changes_365",
  CAST("t7"."latest_manager_change_age" AS DOUBLE) AS "days_since_manager_change",
  CAST("t7"."latest_manager_dismissed_age" AS DOUBLE) AS "days_since_manager_dismissed",
  CAST(COALESCE("t7"."manager_names", 0) AS DOUBLE) AS "managers_ever",
  CAST(IF(
    "t7"."managers_in_office" > 0,
    COALESCE("t7"."latest_manager_change_age", "t7"."oldest_manager_age"),
    CAST(NULL AS INTEGER)
  ) AS DOUBLE) AS "manager_tenure_days",
  CAST(IF(
    "t7"."manager_rows" > 0,
    IF("t7"."managers_in_office" = 0, "t7"."latest_manager_end_age", 0),
    CAST(NULL AS BIGINT)
  ) AS DOUBLE) AS "days_without_manager",
  "t7"."branch_churn_90",
  CAST("t7"."client_age" AS DOUBLE) AS "days_since_created",
  IF(
    CAST("t7"."contract_days_left" AS DOUBLE) >= 0,
    CAST("t7"."contract_days_left" AS DOUBLE),
    CAST(NULL AS DOUBLE)
  ) AS "days_to_contract_end",
  IF(
    CAST("t7"."contract_days_left" AS DOUBLE) < 0,
    -(
      CAST("t7"."contract_days_left" AS DOUBLE)
    ),
    CAST(NULL AS DOUBLE)
  ) AS "days_since_contract_end",
  "t7"."abc_fall",
  "t7"."xyz_fall",
  "t7"."horizon_days",
  "t7"."branch",
  "t7"."client_kind",
  "t7"."client_industry",
  "t7"."client_region"
FROM (
  SELECT
    "t6"."client_id",
    "t6"."amount_month_0",
    "t6"."amount_month_1",
    "t6"."amount_month_2",
    "t6"."amount_month_3",
    "t6"."amount_month_4",
    "t6"."amount_month_5",
    "t6"."amount_month_6",
    "t6"."amount_month_7",
    "t6"."amount_month_8",
    "t6"."amount_month_9",
    "t6"."amount_month_10",
    "t6"."amount_month_11",
    "t6"."amount_month_12",
    "t6"."amount_month_13",
    "t6"."amount_month_14",
    "t6"."year_amount",
    "t6"."year_amount_before",
    "t6"."log_gap_sum",
    "t6"."log_gap_squares",
    "t6"."longest_gap",
    "t6"."last_gap",
    "t6"."recent_log_gap_sum",
    "t6"."order_days",
    "t6"."oldest_age",
    "t6"."latest_age",
    "t6"."decayed_30",
    "t6"."decayed_90",
    "t6"."decayed_180",
    "t6"."window_counts",
    "t6"."last_weeks",
    "t6"."season_days_ahead",
    "t6"."season_days_year_ago",
    "t6"."weekday_counts",
    "t6"."amount_sum",
    "t6"."margin_sum",
    "t6"."last_amount",
    "t6"."largest_amount",
    "t6"."recent_amount",
    "t6"."log_amount_sum",
    "t6"."log_amount_squares",
    "t6"."age_sum",
    "t6"."age_squares",
    "t6"."age_log_amount",
    "t6"."discounted_days_365",
    "t6"."discount_90",
    "t6"."discount_365",
    "t6"."discount_ever",
    "t6"."latest_discount_age",
    "t6"."product_count_365",
    "t6"."product_count_half",
    "t6"."product_count_half_before",
    "t6"."product_count_90",
    "t6"."product_count_new_90",
    "t6"."basket_paid",
    "t6"."basket_paid_priced",
    "t6"."basket_today",
    "t6"."last_paid",
    "t6"."last_at_price_before",
    "t6"."category_count_365",
    "t6"."category_count_half",
    "t6"."category_count_half_before",
    "t6"."category_count_new_90",
    "t6"."category_count_regular",
    "t6"."category_count_given_up",
    "t6"."category_amount",
    "t6"."top_category_amount",
    "t6"."setback_count_90",
    "t6"."setback_count_365",
    "t6"."return_count_365",
    "t6"."cancellation_count_365",
    "t6"."returned_amount_365",
    "t6"."undone_amount_365",
    "t6"."refunded_margin",
    "t6"."latest_setback_age",
    "t6"."delivered_90",
    "t6"."delivered_365",
    "t6"."late_90",
    "t6"."late_365",
    "t6"."days_late_365",
    "t6"."worst_late_365",
    "t6"."latest_delivery_age",
    "t6"."latest_late_delivery_age",
    "t6"."overdue_count",
    "t6"."oldest_overdue_days",
    "t6"."complaints",
    "t6"."complaints_30",
    "t6"."complaints_90",
    "t6"."complaints_365",
    "t6"."complaints_service",
    "t6"."complaints_delivery",
    "t6"."complaints_quality",
    "t6"."complaints_price",
    "t6"."complaints_conflict",
    "t6"."complaints_other",
    "t6"."complaints_open",
    "t6"."complaints_closed",
    "t6"."complaint_days_to_resolve",
    "t6"."latest_complaint_age",
    "t6"."oldest_open_complaint_age",
    "t6"."worst_complaint",
    "t6"."conflict_count_365",
    "t6"."latest_conflict_age",
    "t6"."latest_quality_age",
    "t6"."latest_slow_age",
    "t6"."complaints_compared",
    "t6"."days_compared",
    "t6"."usual_hundredths_compared",
    "t6"."open_beyond_usual",
    "t6"."nps_answers",
    "t6"."nps_sum",
    "t6"."nps_low",
    "t6"."nps_last",
    "t6"."nps_before",
    "t6"."latest_nps_age",
    "t6"."nps_product_placed",
    "t6"."nps_service_placed",
    "t6"."nps_delivery_placed",
    "t6"."contact_count_30",
    "t6"."contact_count_90",
    "t6"."contact_count_365",
    "t6"."since_reached_day",
    "t6"."since_first_reached_day",
    "t6"."since_inbound_day",
    "t6"."since_outbound_day",
    "t6"."since_informative_day",
    "t6"."since_run_day",
    "t6"."pauses_so_far",
    "t6"."fruitless_run_so_far",
    "t6"."longest_pause_365",
    "t6"."longest_outbound_365",
    "t6"."inbound_365",
    "t6"."outbound_365",
    "t6"."informative_365",
    "t6"."fruitless_365",
    "t6"."refused_90",
    "t6"."answered_90",
    "t6"."answered_365",
    "t6"."answer_minutes_90",
    "t6"."answer_minutes_365",
    "t6"."informative_age_0",
    "t6"."informative_age_1",
    "t6"."informative_age_2",
    "t6"."informative_age_3",
    "t6"."informative_age_4",
    "t6"."informative_age_5",
    "t6"."informative_age_6",
    "t6"."informative_age_7",
    "t6"."informative_age_8",
    "t6"."informative_age_9",
    "t6"."informative_age_10",
    "t6"."informative_age_11",
    "t6"."visit_count_30",
    "t6"."visit_count_90",
    "t6"."visit_count_before_30",
    "t6"."visit_count_before_90",
    "t6"."visit_count_since_order",
    "t6"."latest_visit_age",
    "t6"."oldest_visit_age",
    "t6"."manager_rows",
    "t6"."manager_names",
    "t6"."manager_changed_90",
    "t6"."manager_changed_365",
    "t6"."latest_manager_change_age",
    "t6"."oldest_manager_age",
    "t6"."latest_manager_dismissed_age",
    "t6"."latest_manager_end_age",
    "t6"."managers_in_office",
    "t6"."branch",
    "t6"."client_kind",
    "t6"."client_industry",
    "t6"."client_region",
    "t6"."client_age",
    "t6"."contract_days_left",
    "t6"."gap_count",
    "t6"."recent_gap_count",
    "t6"."order_days_14",
    "t6"."order_days_30",
    "t6"."order_days_60",
    "t6"."order_days_90",
    "t6"."order_days_180",
    "t6"."order_days_365",
    "t6"."quarter_amount",
    "t6"."short_count",
    "t6"."short_amount",
    "t6"."cycle_log",
    "t6"."cycle_weight",
    "t6"."cycle_log_spread",
    "t6"."abc_a_from",
    "t6"."abc_b_from",
    "t6"."abc_a_from_before",
    "t6"."abc_b_from_before",
    "t6"."own_cycle_days",
    "t6"."cycle_spread",
    "t6"."longest_gap_ratio",
    "t6"."last_gap_ratio",
    "t6"."recent_gaps_log_ratio",
    "t6"."days_since_order",
    "t6"."tenure_days",
    "t6"."overdue_ratio",
    "t6"."overdue_deviations",
    "t6"."silent_share",
    "t6"."silence_to_longest_gap",
    "t6"."variation",
    "t6"."variation_before",
    "t6"."status",
    "t6"."horizon_days",
    "t6"."lost_after_days",
    "t6"."days_lost",
    "t6"."abc",
    "t6"."xyz",
    "t6"."abc_before",
    "t6"."xyz_before",
    "t6"."abc_fall",
    "t6"."xyz_fall",
    "t6"."contact_every_days",
    "t6"."branch_churn_90"
  FROM (
    SELECT
      "t2"."client_id",
      "t2"."amount_month_0",
      "t2"."amount_month_1",
      "t2"."amount_month_2",
      "t2"."amount_month_3",
      "t2"."amount_month_4",
      "t2"."amount_month_5",
      "t2"."amount_month_6",
      "t2"."amount_month_7",
      "t2"."amount_month_8",
      "t2"."amount_month_9",
      "t2"."amount_month_10",
      "t2"."amount_month_11",
      "t2"."amount_month_12",
      "t2"."amount_month_13",
      "t2"."amount_month_14",
      "t2"."year_amount",
      "t2"."year_amount_before",
      "t2"."log_gap_sum",
      "t2"."log_gap_squares",
      "t2"."longest_gap",
      "t2"."last_gap",
      "t2"."recent_log_gap_sum",
      "t2"."order_days",
      "t2"."oldest_age",
      "t2"."latest_age",
      "t2"."decayed_30",
      "t2"."decayed_90",
      "t2"."decayed_180",
      "t2"."window_counts",
      "t2"."last_weeks",
      "t2"."season_days_ahead",
      "t2"."season_days_year_ago",
      "t2"."weekday_counts",
      "t2"."amount_sum",
      "t2"."margin_sum",
      "t2"."last_amount",
      "t2"."largest_amount",
      "t2"."recent_amount",
      "t2"."log_amount_sum",
      "t2"."log_amount_squares",
      "t2"."age_sum",
      "t2"."age_squares",
      "t2"."age_log_amount",
      "t2"."discounted_days_365",
      "t2"."discount_90",
      "t2"."discount_365",
      "t2"."discount_ever",
      "t2"."latest_discount_age",
      "t2"."product_count_365",
      "t2"."product_count_half",
      "t2"."product_count_half_before",
      "t2"."product_count_90",
      "t2"."product_count_new_90",
      "t2"."basket_paid",
      "t2"."basket_paid_priced",
      "t2"."basket_today",
      "t2"."last_paid",
      "t2"."last_at_price_before",
      "t2"."category_count_365",
      "t2"."category_count_half",
      "t2"."category_count_half_before",
      "t2"."category_count_new_90",
      "t2"."category_count_regular",
      "t2"."category_count_given_up",
      "t2"."category_amount",
      "t2"."top_category_amount",
      "t2"."setback_count_90",
      "t2"."setback_count_365",
      "t2"."return_count_365",
      "t2"."cancellation_count_365",
      "t2"."returned_amount_365",
      "t2"."undone_amount_365",
      "t2"."refunded_margin",
      "t2"."latest_setback_age",
      "t2"."delivered_90",
      "t2"."delivered_365",
      "t2"."late_90",
      "t2"."late_365",
      "t2"."days_late_365",
      "t2"."worst_late_365",
      "t2"."latest_delivery_age",
      "t2"."latest_late_delivery_age",
      "t2"."overdue_count",
      "t2"."oldest_overdue_days",
      "t2"."complaints",
      "t2"."complaints_30",
      "t2"."complaints_90",
      "t2"."complaints_365",
      "t2"."complaints_service",
      "t2"."complaints_delivery",
      "t2"."complaints_quality",
      "t2"."complaints_price",
      "t2"."complaints_conflict",
      "t2"."complaints_other",
      "t2"."complaints_open",
      "t2"."complaints_closed",
      "t2"."complaint_days_to_resolve",
      "t2"."latest_complaint_age",
      "t2"."oldest_open_complaint_age",
      "t2"."worst_complaint",
      "t2"."conflict_count_365",
      "t2"."latest_conflict_age",
      "t2"."latest_quality_age",
      "t2"."latest_slow_age",
      "t2"."complaints_compared",
      "t2"."days_compared",
      "t2"."usual_hundredths_compared",
      "t2"."open_beyond_usual",
      "t2"."nps_answers",
      "t2"."nps_sum",
      "t2"."nps_low",
      "t2"."nps_last",
      "t2"."nps_before",
      "t2"."latest_nps_age",
      "t2"."nps_product_placed",
      "t2"."nps_service_placed",
      "t2"."nps_delivery_placed",
      "t2"."contact_count_30",
      "t2"."contact_count_90",
      "t2"."contact_count_365",
      "t2"."since_reached_day",
      "t2"."since_first_reached_day",
      "t2"."since_inbound_day",
      "t2"."since_outbound_day",
      "t2"."since_informative_day",
      "t2"."since_run_day",
      "t2"."pauses_so_far",
      "t2"."fruitless_run_so_far",
      "t2"."longest_pause_365",
      "t2"."longest_outbound_365",
      "t2"."inbound_365",
      "t2"."outbound_365",
      "t2"."informative_365",
      "t2"."fruitless_365",
      "t2"."refused_90",
      "t2"."answered_90",
      "t2"."answered_365",
      "t2"."answer_minutes_90",
      "t2"."answer_minutes_365",
      "t2"."informative_age_0",
      "t2"."informative_age_1",
      "t2"."informative_age_2",
      "t2"."informative_age_3",
      "t2"."informative_age_4",
      "t2"."informative_age_5",
      "t2"."informative_age_6",
      "t2"."informative_age_7",
      "t2"."informative_age_8",
      "t2"."informative_age_9",
      "t2"."informative_age_10",
      "t2"."informative_age_11",
      "t2"."visit_count_30",
      "t2"."visit_count_90",
      "t2"."visit_count_before_30",
      "t2"."visit_count_before_90",
      "t2"."visit_count_since_order",
      "t2"."latest_visit_age",
      "t2"."oldest_visit_age",
      "t2"."manager_rows",
      "t2"."manager_names",
      "t2"."manager_changed_90",
      "t2"."manager_changed_365",
      "t2"."latest_manager_change_age",
      "t2"."oldest_manager_age",
      "t2"."latest_manager_dismissed_age",
      "t2"."latest_manager_end_age",
      "t2"."managers_in_office",
      "t2"."branch",
      "t2"."client_kind",
      "t2"."client_industry",
      "t2"."client_region",
      "t2"."client_age",
      "t2"."contract_days_left",
      "t2"."gap_count",
      "t2"."recent_gap_count",
      "t2"."order_days_14",
      "t2"."order_days_30",
      "t2"."order_days_60",
      "t2"."order_days_90",
      "t2"."order_days_180",
      "t2"."order_days_365",
      "t2"."quarter_amount",
      "t2"."short_count",
      "t2"."short_amount",
      "t2"."cycle_log",
      "t2"."cycle_weight",
      "t2"."cycle_log_spread",
      "t2"."abc_a_from",
      "t2"."abc_b_from",
      "t2"."abc_a_from_before",
      "t2"."abc_b_from_before",
      "t2"."own_cycle_days",
      "t2"."cycle_spread",
      "t2"."longest_gap_ratio",
      "t2"."last_gap_ratio",
      "t2"."recent_gaps_log_ratio",
      "t2"."days_since_order",
      "t2"."tenure_days",
      "t2"."overdue_ratio",
      "t2"."overdue_deviations",
      "t2"."silent_share",
      "t2"."silence_to_longest_gap",
      "t2"."variation",
      "t2"."variation_before",
      "t2"."status",
      "t2"."horizon_days",
      "t2"."lost_after_days",
      "t2"."days_lost",
      "t2"."abc",
      "t2"."xyz",
      "t2"."abc_before",
      "t2"."xyz_before",
      "t2"."abc_fall",
      "t2"."xyz_fall",
      "t2"."contact_every_days",
      "t5"."peer",
      "t5"."branch_churn_90"
    FROM "winback_clients" AS "t2"
    LEFT OUTER JOIN (
      SELECT
        "t3"."key" AS "peer",
        MAX(IF("t3"."name" = 'branch_churn_90', "t3"."value", CAST(NULL AS DOUBLE))) AS "branch_churn_90"
      FROM (
        SELECT
          *
        FROM "winback_peers" AS "t1"
        WHERE
          "t1"."name" IN ('branch_churn_90')
      ) AS "t3"
      GROUP BY
        1
    ) AS "t5"
      ON "t2"."branch" = "t5"."peer"
  ) AS "t6"
) AS "t7"
) AS "step" ORDER BY "client_id"
