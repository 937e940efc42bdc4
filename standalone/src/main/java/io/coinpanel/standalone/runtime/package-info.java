/** Postgres and both services, put together in this process. */
@NullMarked
package io.coinpanel.standalone.runtime;

import org.jspecify.annotations.NullMarked;
