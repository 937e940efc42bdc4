/** The wire protocol: commands, messages, and their encoding. No dependencies. */
@NullMarked
package io.coinpanel.webserver.protocol;

import org.jspecify.annotations.NullMarked;
