/** The shared schema, its migration, and database connections. */
@NullMarked
package io.coinpanel.database;

import org.jspecify.annotations.NullMarked;
