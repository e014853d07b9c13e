package org.pluspeer.node.cli;

import java.net.URI;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.ErrorNames;
import org.pluspeer.node.chain.RpcUrl;
import picocli.CommandLine.Option;

/** Which chain a command is about, where no node runs in between. */
final class ChainOptions {
    @Option(names = "--rpc", required = true, paramLabel = "URL", description = "the chain's JSON-RPC address")
    private String rpc = "";

    @Option(names = "--chain-id", paramLabel = "N", description = "the chain that it must be")
    private @Nullable Long chainId;

    URI url() {
        URI url = UpOptions.uri(rpc);
        RpcUrl.require(url);
        return url;
    }

    ChainClient connect() {
        Long id = chainId;
        OptionalLong expected = id == null ? OptionalLong.empty() : OptionalLong.of(id);
        return ChainClient.at(ChainClient.Settings.of(url(), expected, ErrorNames.ours()));
    }
}
