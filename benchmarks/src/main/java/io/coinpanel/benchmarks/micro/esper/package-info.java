/** Price alerts as rules of Esper, the engine for event patterns a Java team would reach for. */
@NullMarked
package io.coinpanel.benchmarks.micro.esper;

import org.jspecify.annotations.NullMarked;
