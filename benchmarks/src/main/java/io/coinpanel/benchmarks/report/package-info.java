/** What was measured: figures, the report they are kept in, and how two reports compare. */
@NullMarked
package io.coinpanel.benchmarks.report;

import org.jspecify.annotations.NullMarked;
