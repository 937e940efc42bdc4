/** What everything must do together, with a real Postgres and real sockets. */
@NullMarked
package io.coinpanel.systemtests;

import org.jspecify.annotations.NullMarked;
