/** Every fault at once: real processes and a real Postgres, compared with a naive oracle. */
@NullMarked
package io.coinpanel.systemtests.faults;

import org.jspecify.annotations.NullMarked;
