/** Random tokens, and the hashes of them that are stored. */
@NullMarked
package io.coinpanel.webserver.secret;

import org.jspecify.annotations.NullMarked;
