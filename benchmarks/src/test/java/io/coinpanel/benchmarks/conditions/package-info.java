/** Whether every figure is measured, and what is compared fires the same. */
@NullMarked
package io.coinpanel.benchmarks.conditions;

import org.jspecify.annotations.NullMarked;
