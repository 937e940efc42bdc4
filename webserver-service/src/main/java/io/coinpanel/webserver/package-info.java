/** The webserver: clients subscribe here and are told of crossings. */
@NullMarked
package io.coinpanel.webserver;

import org.jspecify.annotations.NullMarked;
