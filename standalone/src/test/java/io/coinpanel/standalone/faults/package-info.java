/** Every fault at once: real processes and a real Postgres, compared with a naive oracle. */
@NullMarked
package io.coinpanel.standalone.faults;

import org.jspecify.annotations.NullMarked;
