/** Whether pictures are drawn of what there is. */
@NullMarked
package io.coinpanel.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
