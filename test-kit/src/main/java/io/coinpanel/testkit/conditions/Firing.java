package io.coinpanel.testkit.conditions;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a rule finds.
 *
 * @param trade index of the trade that the notification carries
 */
record Firing(
    int trade,
    @Nullable Direction direction,
    @Nullable BigDecimal level,
    @Nullable Long referencePrice,
    @Nullable Long barEnd) {}
