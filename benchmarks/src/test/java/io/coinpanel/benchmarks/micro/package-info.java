/** Whether the alternatives do the same work and every figure is measured. */
@NullMarked
package io.coinpanel.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
