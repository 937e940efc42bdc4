/** The whole system against what an independent, naive computation says it must do. */
@NullMarked
package io.coinpanel.standalone.oracle;

import org.jspecify.annotations.NullMarked;
