/** Time without notifications after the leader was killed. */
@NullMarked
package io.coinpanel.benchmarks.takeover;

import org.jspecify.annotations.NullMarked;
