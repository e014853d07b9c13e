package org.pluspeer.node.sale;

import org.pluspeer.node.content.Fetcher;

/** The other rooms, as far as the desks need them. */
public record SalePorts(
        SaleChain chain,
        SaleOrders orders,
        SaleSignatures signatures,
        SaleSecrets secrets,
        SalePeers peers,
        Wares wares,
        Fetcher fetcher) {}
