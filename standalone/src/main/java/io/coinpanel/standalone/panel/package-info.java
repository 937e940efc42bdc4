/** Postgres and both services, put together in this process. */
@NullMarked
package io.coinpanel.standalone.panel;

import org.jspecify.annotations.NullMarked;
