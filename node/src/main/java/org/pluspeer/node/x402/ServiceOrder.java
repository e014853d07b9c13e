package org.pluspeer.node.x402;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * A service that the owner wants to sell by the call.
 *
 * @param target where it runs, such as {@code http://localhost:3000}
 * @param name 1 to 40 small letters, digits and dashes; absent: made of the title
 * @param price base units, for one call
 * @param token takes EIP-3009 authorisations
 * @param openapi path of its OpenAPI document on this machine
 * @param validDays of its listing, from 1; absent: 90
 * @param idempotencyKey the same key is the same service
 */
public record ServiceOrder(
        String target,
        @Nullable String name,
        Amount price,
        Address token,
        String title,
        @Nullable String description,
        @Nullable List<String> tags,
        @Nullable String openapi,
        @Nullable Integer validDays,
        String idempotencyKey) {}
