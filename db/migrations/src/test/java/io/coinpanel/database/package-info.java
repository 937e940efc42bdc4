/** A real Postgres for every test that needs one. */
@NullMarked
package io.coinpanel.database;

import org.jspecify.annotations.NullMarked;
