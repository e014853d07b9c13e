package org.pluspeer.contracts.generated;

import io.reactivex.Flowable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.processing.Generated;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.CustomError;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes1;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.RemoteCall;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.BaseEventResponse;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tuples.generated.Tuple7;
import org.web3j.tx.Contract;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.ContractGasProvider;

/**
 * <p>Auto generated code.
 * <p><strong>Do not modify!</strong>
 * <p>Please use the <a href="https://docs.web3j.io/command_line.html">web3j command line tools</a>,
 * or the org.web3j.codegen.SolidityFunctionWrapperGenerator in the
 * <a href="https://github.com/LFDT-web3j/web3j/tree/main/codegen">codegen module</a> to update.
 *
 * <p>Generated with web3j version 5.0.2.
 */
@SuppressWarnings({"rawtypes", "unchecked"})
@Generated("org.web3j.codegen.SolidityFunctionWrapperGenerator")
public class TestDollar extends Contract {
    public static final String BINARY = "608060405234801561001057600080fd5b506040518060400160405280601681526020017f506c617920446f6c6c617220286e6f2076616c7565290000000000000000000081525060405180604001604052806004815260200163504c415960e01b81525081600390816100739190610134565b5060046100808282610134565b5050506101f6565b634e487b7160e01b600052604160045260246000fd5b600181811c908216806100b257607f821691505b6020821081036100d257634e487b7160e01b600052602260045260246000fd5b50919050565b601f82111561012f578282111561012f57806000526020600020601f840160051c6020851015610106575060005b90810190601f840160051c0360005b8181101561012b57600083820155600101610115565b5050505b505050565b81516001600160401b0381111561014d5761014d610088565b6101618161015b845461009e565b846100d8565b6020601f821160018114610195576000831561017d5750848201515b600019600385901b1c1916600184901b1784556101ef565b600084815260208120601f198516915b828110156101c557878501518255602094850194600190920191016101a5565b50848210156101e35786840151600019600387901b60f8161c191681555b505060018360011b0184555b5050505050565b6116a2806102056000396000f3fe608060405234801561001057600080fd5b50600436106101515760003560e01c806370a08231116100cd578063d505accf11610081578063e3ee160e11610066578063e3ee160e14610319578063e94a01021461032c578063ef55bec61461035a57600080fd5b8063d505accf146102c0578063dd62ed3e146102d357600080fd5b806384b0196e116100b257806384b0196e1461028a57806395d89b41146102a5578063a9059cbb146102ad57600080fd5b806370a08231146102345780637ecebe001461026a57600080fd5b8063313ce5671161012457806340c10f191161010957806340c10f19146101d357806354fd4d50146101e85780635a049a701461022157600080fd5b8063313ce567146101bc5780633644e515146101cb57600080fd5b806306fdde0314610156578063095ea7b31461017457806318160ddd1461019757806323b872dd146101a9575b600080fd5b61015e61036d565b60405161016b91906112a2565b60405180910390f35b6101876101823660046112e5565b6103ff565b604051901515815260200161016b565b6002545b60405190815260200161016b565b6101876101b736600461130f565b610419565b6040516006815260200161016b565b61019b61043d565b6101e66101e13660046112e5565b6104d2565b005b60408051808201909152600181527f3100000000000000000000000000000000000000000000000000000000000000602082015261015e565b6101e661022f36600461135d565b6104e0565b61019b6102423660046113ab565b73ffffffffffffffffffffffffffffffffffffffff1660009081526020819052604090205490565b61019b6102783660046113ab565b60056020526000908152604090205481565b6102926105ab565b60405161016b97969594939291906113c6565b61015e61061e565b6101876102bb3660046112e5565b61062d565b6101e66102ce366004611487565b61063b565b61019b6102e13660046114f2565b73ffffffffffffffffffffffffffffffffffffffff918216600090815260016020908152604080832093909416825291909152205490565b6101e6610327366004611525565b610744565b61018761033a3660046112e5565b600660209081526000928352604080842090915290825290205460ff1681565b6101e6610368366004611525565b6107d4565b60606003805461037c906115a6565b80601f01602080910402602001604051908101604052809291908181526020018280546103a8906115a6565b80156103f55780601f106103ca576101008083540402835291602001916103f5565b820191906000526020600020905b8154815290600101906020018083116103d857829003601f168201915b5050505050905090565b60003361040d8185856108c6565b60019150505b92915050565b6000336104278582856108d8565b6104328585856109a8565b506001949350505050565b60007f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f61046861036d565b80516020918201206040805192830193909352918101919091527fc89efdaa54c0f20c7adf612882df0950f5a951637e0307cdcb4c672f298b8bc660608201524660808201523060a082015260c00160405160208183030381529060405280519060200120905090565b6104dc8282610a53565b5050565b604080517f158b0a9edf7a828aad02f63cd515c68ef2f50ba807396f6d12842833a1597429602082015273ffffffffffffffffffffffffffffffffffffffff871691810191909152606081018590526105579086906080015b60405160208183030381529060405280519060200120858585610aaf565b6105618585610bce565b604051849073ffffffffffffffffffffffffffffffffffffffff8716907f1cdd46ff242716cdaa72d159d339a485b3438398348d68f09d7c8c0a59353d8190600090a35050505050565b600060608060008060006060600f6105c161036d565b6040805160008082526060820183526001602083019081527f31000000000000000000000000000000000000000000000000000000000000009383019390935260f89490941b9b929a509098504697503096509194509092509050565b60606004805461037c906115a6565b60003361040d8185856109a8565b83421115610683576040517faa2fd925000000000000000000000000000000000000000000000000000000008152426004820152602481018590526044015b60405180910390fd5b73ffffffffffffffffffffffffffffffffffffffff871660009081526005602052604081208054610730928a927f6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c99284928c928c92916106e283611628565b9091555060408051602081019690965273ffffffffffffffffffffffffffffffffffffffff94851690860152929091166060840152608083015260a082015260c0810187905260e001610539565b61073b8787876108c6565b50505050505050565b6107c97f7c7c6cdb67a18743f49ec6fa9b35f50d52ed05cbed4cc592e13b44501c1a22676040518060c001604052808c73ffffffffffffffffffffffffffffffffffffffff1681526020018b73ffffffffffffffffffffffffffffffffffffffff1681526020018a815260200189815260200188815260200187815250858585610cb3565b505050505050505050565b3373ffffffffffffffffffffffffffffffffffffffff891614610841576040517f774185b300000000000000000000000000000000000000000000000000000000815233600482015273ffffffffffffffffffffffffffffffffffffffff8916602482015260440161067a565b6107c97fd099cc98ef71107a616c4f0f941f04c322d8e254fe26b3c6668db87aae413de86040518060c001604052808c73ffffffffffffffffffffffffffffffffffffffff1681526020018b73ffffffffffffffffffffffffffffffffffffffff1681526020018a815260200189815260200188815260200187815250858585610cb3565b6108d38383836001610e51565b505050565b73ffffffffffffffffffffffffffffffffffffffff8381166000908152600160209081526040808320938616835292905220547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8110156109a25781811015610993576040517ffb8f41b200000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff84166004820152602481018290526044810183905260640161067a565b6109a284848484036000610e51565b50505050565b73ffffffffffffffffffffffffffffffffffffffff83166109f8576040517f96c6fd1e0000000000000000000000000000000000000000000000000000000081526000600482015260240161067a565b73ffffffffffffffffffffffffffffffffffffffff8216610a48576040517fec442f050000000000000000000000000000000000000000000000000000000081526000600482015260240161067a565b6108d3838383610f99565b73ffffffffffffffffffffffffffffffffffffffff8216610aa3576040517fec442f050000000000000000000000000000000000000000000000000000000081526000600482015260240161067a565b6104dc60008383610f99565b6000610ab961043d565b6040517f19010000000000000000000000000000000000000000000000000000000000006020820152602281019190915260428101869052606201604051602081830303815290604052805190602001209050600080610b1b83878787611144565b5090925090506000816003811115610b3557610b35611660565b141580610b6e57508773ffffffffffffffffffffffffffffffffffffffff168273ffffffffffffffffffffffffffffffffffffffff1614155b15610bc4576040517fc73ff78800000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff891660048201526024810184905260440161067a565b5050505050505050565b73ffffffffffffffffffffffffffffffffffffffff8216600090815260066020908152604080832084845290915290205460ff1615610c58576040517f191d19f000000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff831660048201526024810182905260440161067a565b73ffffffffffffffffffffffffffffffffffffffff90911660009081526006602090815260408083209383529290522080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00166001179055565b83606001514211610cff5760608401516040517f3bcac0bc000000000000000000000000000000000000000000000000000000008152426004820152602481019190915260440161067a565b83608001514210610d4b5760808401516040517faa2fd925000000000000000000000000000000000000000000000000000000008152426004820152602481019190915260440161067a565b610dd884600001518686604051602001610539929190600060e08201905083825273ffffffffffffffffffffffffffffffffffffffff835116602083015273ffffffffffffffffffffffffffffffffffffffff60208401511660408301526040830151606083015260608301516080830152608083015160a083015260a083015160c08301529392505050565b610dea84600001518560a00151610bce565b60a0840151845160405173ffffffffffffffffffffffffffffffffffffffff909116907f98de503528ee59b575ef0c0a2576a82497bfc029a5685b209e9ec333479b10a590600090a3610e4a8460000151856020015186604001516109a8565b5050505050565b73ffffffffffffffffffffffffffffffffffffffff8416610ea1576040517fe602df050000000000000000000000000000000000000000000000000000000081526000600482015260240161067a565b73ffffffffffffffffffffffffffffffffffffffff8316610ef1576040517f94280d620000000000000000000000000000000000000000000000000000000081526000600482015260240161067a565b73ffffffffffffffffffffffffffffffffffffffff808516600090815260016020908152604080832093871683529290522082905580156109a2578273ffffffffffffffffffffffffffffffffffffffff168473ffffffffffffffffffffffffffffffffffffffff167f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92584604051610f8b91815260200190565b60405180910390a350505050565b73ffffffffffffffffffffffffffffffffffffffff8316610fd1578060026000828254610fc6919061168f565b909155506110839050565b73ffffffffffffffffffffffffffffffffffffffff831660009081526020819052604090205481811015611057576040517fe450d38c00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff85166004820152602481018290526044810183905260640161067a565b73ffffffffffffffffffffffffffffffffffffffff841660009081526020819052604090209082900390555b73ffffffffffffffffffffffffffffffffffffffff82166110ac576002805482900390556110d8565b73ffffffffffffffffffffffffffffffffffffffff821660009081526020819052604090208054820190555b8173ffffffffffffffffffffffffffffffffffffffff168373ffffffffffffffffffffffffffffffffffffffff167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef8360405161113791815260200190565b60405180910390a3505050565b600080807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a084111561117f5750600091506003905082611234565b604080516000808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa1580156111d3573d6000803e3d6000fd5b50506040517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0015191505073ffffffffffffffffffffffffffffffffffffffff811661122a57506000925060019150829050611234565b9250600091508190505b9450945094915050565b6000815180845260005b8181101561126457602081850181015186830182015201611248565b5060006020828601015260207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f83011685010191505092915050565b6020815260006112b5602083018461123e565b9392505050565b803573ffffffffffffffffffffffffffffffffffffffff811681146112e057600080fd5b919050565b600080604083850312156112f857600080fd5b611301836112bc565b946020939093013593505050565b60008060006060848603121561132457600080fd5b61132d846112bc565b925061133b602085016112bc565b929592945050506040919091013590565b803560ff811681146112e057600080fd5b600080600080600060a0868803121561137557600080fd5b61137e866112bc565b9450602086013593506113936040870161134c565b94979396509394606081013594506080013592915050565b6000602082840312156113bd57600080fd5b6112b5826112bc565b7fff000000000000000000000000000000000000000000000000000000000000008816815260e06020820152600061140160e083018961123e565b8281036040840152611413818961123e565b6060840188905273ffffffffffffffffffffffffffffffffffffffff8716608085015260a0840186905283810360c08501528451808252602080870193509091019060005b81811015611476578351835260209384019390920191600101611458565b50909b9a5050505050505050505050565b600080600080600080600060e0888a0312156114a257600080fd5b6114ab886112bc565b96506114b9602089016112bc565b955060408801359450606088013593506114d56080890161134c565b9699959850939692959460a0840135945060c09093013592915050565b6000806040838503121561150557600080fd5b61150e836112bc565b915061151c602084016112bc565b90509250929050565b60008060008060008060008060006101208a8c03121561154457600080fd5b61154d8a6112bc565b985061155b60208b016112bc565b975060408a0135965060608a0135955060808a0135945060a08a0135935061158560c08b0161134c565b989b979a50959894979396929550929360e081013593506101000135919050565b600181811c908216806115ba57607f821691505b6020821081036115f3577f4e487b7100000000000000000000000000000000000000000000000000000000600052602260045260246000fd5b50919050565b7f4e487b7100000000000000000000000000000000000000000000000000000000600052601160045260246000fd5b60007fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8203611659576116596115f9565b5060010190565b7f4e487b7100000000000000000000000000000000000000000000000000000000600052602160045260246000fd5b80820180821115610413576104136115f956";

    private static String librariesLinkedBinary;

    public static final String FUNC_DOMAIN_SEPARATOR = "DOMAIN_SEPARATOR";

    public static final String FUNC_ALLOWANCE = "allowance";

    public static final String FUNC_APPROVE = "approve";

    public static final String FUNC_AUTHORIZATIONSTATE = "authorizationState";

    public static final String FUNC_BALANCEOF = "balanceOf";

    public static final String FUNC_CANCELAUTHORIZATION = "cancelAuthorization";

    public static final String FUNC_DECIMALS = "decimals";

    public static final String FUNC_EIP712DOMAIN = "eip712Domain";

    public static final String FUNC_MINT = "mint";

    public static final String FUNC_NAME = "name";

    public static final String FUNC_NONCES = "nonces";

    public static final String FUNC_PERMIT = "permit";

    public static final String FUNC_RECEIVEWITHAUTHORIZATION = "receiveWithAuthorization";

    public static final String FUNC_SYMBOL = "symbol";

    public static final String FUNC_TOTALSUPPLY = "totalSupply";

    public static final String FUNC_TRANSFER = "transfer";

    public static final String FUNC_TRANSFERFROM = "transferFrom";

    public static final String FUNC_TRANSFERWITHAUTHORIZATION = "transferWithAuthorization";

    public static final String FUNC_VERSION = "version";

    public static final CustomError AUTHORIZATIONSPENT_ERROR = new CustomError("AuthorizationSpent",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError BADSIGNATURE_ERROR = new CustomError("BadSignature",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError ERC20INSUFFICIENTALLOWANCE_ERROR = new CustomError("ERC20InsufficientAllowance",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError ERC20INSUFFICIENTBALANCE_ERROR = new CustomError("ERC20InsufficientBalance",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError ERC20INVALIDAPPROVER_ERROR = new CustomError("ERC20InvalidApprover",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}));
    ;

    public static final CustomError ERC20INVALIDRECEIVER_ERROR = new CustomError("ERC20InvalidReceiver",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}));
    ;

    public static final CustomError ERC20INVALIDSENDER_ERROR = new CustomError("ERC20InvalidSender",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}));
    ;

    public static final CustomError ERC20INVALIDSPENDER_ERROR = new CustomError("ERC20InvalidSpender",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}));
    ;

    public static final CustomError EXPIRED_ERROR = new CustomError("Expired",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError NOTYETVALID_ERROR = new CustomError("NotYetValid",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError ONLYPAYEE_ERROR = new CustomError("OnlyPayee",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Address>() {}));
    ;

    public static final Event APPROVAL_EVENT = new Event("Approval",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>(true) {}, new TypeReference<Address>(true) {}, new TypeReference<Uint256>() {}));
    ;

    public static final Event AUTHORIZATIONCANCELED_EVENT = new Event("AuthorizationCanceled",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>(true) {}, new TypeReference<Bytes32>(true) {}));
    ;

    public static final Event AUTHORIZATIONUSED_EVENT = new Event("AuthorizationUsed",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>(true) {}, new TypeReference<Bytes32>(true) {}));
    ;

    public static final Event TRANSFER_EVENT = new Event("Transfer",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>(true) {}, new TypeReference<Address>(true) {}, new TypeReference<Uint256>() {}));
    ;

    @Deprecated
    protected TestDollar(String contractAddress, Web3j web3j, Credentials credentials,
            BigInteger gasPrice, BigInteger gasLimit) {
        super(BINARY, contractAddress, web3j, credentials, gasPrice, gasLimit);
    }

    protected TestDollar(String contractAddress, Web3j web3j, Credentials credentials,
            ContractGasProvider contractGasProvider) {
        super(BINARY, contractAddress, web3j, credentials, contractGasProvider);
    }

    @Deprecated
    protected TestDollar(String contractAddress, Web3j web3j, TransactionManager transactionManager,
            BigInteger gasPrice, BigInteger gasLimit) {
        super(BINARY, contractAddress, web3j, transactionManager, gasPrice, gasLimit);
    }

    protected TestDollar(String contractAddress, Web3j web3j, TransactionManager transactionManager,
            ContractGasProvider contractGasProvider) {
        super(BINARY, contractAddress, web3j, transactionManager, contractGasProvider);
    }

    public static List<ApprovalEventResponse> getApprovalEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(APPROVAL_EVENT, transactionReceipt);
        ArrayList<ApprovalEventResponse> responses = new ArrayList<ApprovalEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            ApprovalEventResponse typedResponse = new ApprovalEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.owner = (String) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.spender = (String) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.value = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static ApprovalEventResponse getApprovalEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(APPROVAL_EVENT, log);
        ApprovalEventResponse typedResponse = new ApprovalEventResponse();
        typedResponse.log = log;
        typedResponse.owner = (String) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.spender = (String) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.value = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        return typedResponse;
    }

    public Flowable<ApprovalEventResponse> approvalEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getApprovalEventFromLog(log));
    }

    public Flowable<ApprovalEventResponse> approvalEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(APPROVAL_EVENT));
        return approvalEventFlowable(filter);
    }

    public static List<AuthorizationCanceledEventResponse> getAuthorizationCanceledEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(AUTHORIZATIONCANCELED_EVENT, transactionReceipt);
        ArrayList<AuthorizationCanceledEventResponse> responses = new ArrayList<AuthorizationCanceledEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            AuthorizationCanceledEventResponse typedResponse = new AuthorizationCanceledEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.authorizer = (String) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.nonce = (byte[]) eventValues.getIndexedValues().get(1).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static AuthorizationCanceledEventResponse getAuthorizationCanceledEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(AUTHORIZATIONCANCELED_EVENT, log);
        AuthorizationCanceledEventResponse typedResponse = new AuthorizationCanceledEventResponse();
        typedResponse.log = log;
        typedResponse.authorizer = (String) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.nonce = (byte[]) eventValues.getIndexedValues().get(1).getValue();
        return typedResponse;
    }

    public Flowable<AuthorizationCanceledEventResponse> authorizationCanceledEventFlowable(
            EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getAuthorizationCanceledEventFromLog(log));
    }

    public Flowable<AuthorizationCanceledEventResponse> authorizationCanceledEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(AUTHORIZATIONCANCELED_EVENT));
        return authorizationCanceledEventFlowable(filter);
    }

    public static List<AuthorizationUsedEventResponse> getAuthorizationUsedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(AUTHORIZATIONUSED_EVENT, transactionReceipt);
        ArrayList<AuthorizationUsedEventResponse> responses = new ArrayList<AuthorizationUsedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            AuthorizationUsedEventResponse typedResponse = new AuthorizationUsedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.authorizer = (String) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.nonce = (byte[]) eventValues.getIndexedValues().get(1).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static AuthorizationUsedEventResponse getAuthorizationUsedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(AUTHORIZATIONUSED_EVENT, log);
        AuthorizationUsedEventResponse typedResponse = new AuthorizationUsedEventResponse();
        typedResponse.log = log;
        typedResponse.authorizer = (String) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.nonce = (byte[]) eventValues.getIndexedValues().get(1).getValue();
        return typedResponse;
    }

    public Flowable<AuthorizationUsedEventResponse> authorizationUsedEventFlowable(
            EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getAuthorizationUsedEventFromLog(log));
    }

    public Flowable<AuthorizationUsedEventResponse> authorizationUsedEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(AUTHORIZATIONUSED_EVENT));
        return authorizationUsedEventFlowable(filter);
    }

    public static List<TransferEventResponse> getTransferEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(TRANSFER_EVENT, transactionReceipt);
        ArrayList<TransferEventResponse> responses = new ArrayList<TransferEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            TransferEventResponse typedResponse = new TransferEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.from = (String) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.to = (String) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.value = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static TransferEventResponse getTransferEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(TRANSFER_EVENT, log);
        TransferEventResponse typedResponse = new TransferEventResponse();
        typedResponse.log = log;
        typedResponse.from = (String) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.to = (String) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.value = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        return typedResponse;
    }

    public Flowable<TransferEventResponse> transferEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getTransferEventFromLog(log));
    }

    public Flowable<TransferEventResponse> transferEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(TRANSFER_EVENT));
        return transferEventFlowable(filter);
    }

    public RemoteFunctionCall<byte[]> DOMAIN_SEPARATOR() {
        final Function function = new Function(FUNC_DOMAIN_SEPARATOR,
                Arrays.<Type>asList(),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<BigInteger> allowance(String owner, String spender) {
        final Function function = new Function(FUNC_ALLOWANCE,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, owner),
                new org.web3j.abi.datatypes.Address(160, spender)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}));
        return executeRemoteCallSingleValueReturn(function, BigInteger.class);
    }

    public RemoteFunctionCall<TransactionReceipt> approve(String spender, BigInteger value) {
        final Function function = new Function(
                FUNC_APPROVE,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, spender),
                new org.web3j.abi.datatypes.generated.Uint256(value)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<Boolean> authorizationState(String authorizer, byte[] nonce) {
        final Function function = new Function(FUNC_AUTHORIZATIONSTATE,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, authorizer),
                new org.web3j.abi.datatypes.generated.Bytes32(nonce)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bool>() {}));
        return executeRemoteCallSingleValueReturn(function, Boolean.class);
    }

    public RemoteFunctionCall<BigInteger> balanceOf(String account) {
        final Function function = new Function(FUNC_BALANCEOF,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, account)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}));
        return executeRemoteCallSingleValueReturn(function, BigInteger.class);
    }

    public RemoteFunctionCall<TransactionReceipt> cancelAuthorization(String authorizer,
            byte[] nonce, BigInteger v, byte[] r, byte[] s) {
        final Function function = new Function(
                FUNC_CANCELAUTHORIZATION,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, authorizer),
                new org.web3j.abi.datatypes.generated.Bytes32(nonce),
                new org.web3j.abi.datatypes.generated.Uint8(v),
                new org.web3j.abi.datatypes.generated.Bytes32(r),
                new org.web3j.abi.datatypes.generated.Bytes32(s)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<BigInteger> decimals() {
        final Function function = new Function(FUNC_DECIMALS,
                Arrays.<Type>asList(),
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint8>() {}));
        return executeRemoteCallSingleValueReturn(function, BigInteger.class);
    }

    public RemoteFunctionCall<Tuple7<byte[], String, String, BigInteger, String, byte[], List<BigInteger>>> eip712Domain(
            ) {
        final Function function = new Function(FUNC_EIP712DOMAIN,
                Arrays.<Type>asList(),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes1>() {}, new TypeReference<Utf8String>() {}, new TypeReference<Utf8String>() {}, new TypeReference<Uint256>() {}, new TypeReference<Address>() {}, new TypeReference<Bytes32>() {}, new TypeReference<DynamicArray<Uint256>>() {}));
        return new RemoteFunctionCall<Tuple7<byte[], String, String, BigInteger, String, byte[], List<BigInteger>>>(function,
                new Callable<Tuple7<byte[], String, String, BigInteger, String, byte[], List<BigInteger>>>() {
                    @Override
                    public Tuple7<byte[], String, String, BigInteger, String, byte[], List<BigInteger>> call(
                            ) throws Exception {
                        List<Type> results = executeCallMultipleValueReturn(function);
                        return new Tuple7<byte[], String, String, BigInteger, String, byte[], List<BigInteger>>(
                                (byte[]) results.get(0).getValue(),
                                (String) results.get(1).getValue(),
                                (String) results.get(2).getValue(),
                                (BigInteger) results.get(3).getValue(),
                                (String) results.get(4).getValue(),
                                (byte[]) results.get(5).getValue(),
                                convertToNative((List<Uint256>) results.get(6).getValue()));
                    }
                });
    }

    public RemoteFunctionCall<TransactionReceipt> mint(String to, BigInteger amount) {
        final Function function = new Function(
                FUNC_MINT,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, to),
                new org.web3j.abi.datatypes.generated.Uint256(amount)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<String> name() {
        final Function function = new Function(FUNC_NAME,
                Arrays.<Type>asList(),
                Arrays.<TypeReference<?>>asList(new TypeReference<Utf8String>() {}));
        return executeRemoteCallSingleValueReturn(function, String.class);
    }

    public RemoteFunctionCall<BigInteger> nonces(String owner) {
        final Function function = new Function(FUNC_NONCES,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, owner)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}));
        return executeRemoteCallSingleValueReturn(function, BigInteger.class);
    }

    public RemoteFunctionCall<TransactionReceipt> permit(String owner, String spender,
            BigInteger value, BigInteger deadline, BigInteger v, byte[] r, byte[] s) {
        final Function function = new Function(
                FUNC_PERMIT,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, owner),
                new org.web3j.abi.datatypes.Address(160, spender),
                new org.web3j.abi.datatypes.generated.Uint256(value),
                new org.web3j.abi.datatypes.generated.Uint256(deadline),
                new org.web3j.abi.datatypes.generated.Uint8(v),
                new org.web3j.abi.datatypes.generated.Bytes32(r),
                new org.web3j.abi.datatypes.generated.Bytes32(s)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<TransactionReceipt> receiveWithAuthorization(String from, String to,
            BigInteger value, BigInteger validAfter, BigInteger validBefore, byte[] nonce,
            BigInteger v, byte[] r, byte[] s) {
        final Function function = new Function(
                FUNC_RECEIVEWITHAUTHORIZATION,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, from),
                new org.web3j.abi.datatypes.Address(160, to),
                new org.web3j.abi.datatypes.generated.Uint256(value),
                new org.web3j.abi.datatypes.generated.Uint256(validAfter),
                new org.web3j.abi.datatypes.generated.Uint256(validBefore),
                new org.web3j.abi.datatypes.generated.Bytes32(nonce),
                new org.web3j.abi.datatypes.generated.Uint8(v),
                new org.web3j.abi.datatypes.generated.Bytes32(r),
                new org.web3j.abi.datatypes.generated.Bytes32(s)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<String> symbol() {
        final Function function = new Function(FUNC_SYMBOL,
                Arrays.<Type>asList(),
                Arrays.<TypeReference<?>>asList(new TypeReference<Utf8String>() {}));
        return executeRemoteCallSingleValueReturn(function, String.class);
    }

    public RemoteFunctionCall<BigInteger> totalSupply() {
        final Function function = new Function(FUNC_TOTALSUPPLY,
                Arrays.<Type>asList(),
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}));
        return executeRemoteCallSingleValueReturn(function, BigInteger.class);
    }

    public RemoteFunctionCall<TransactionReceipt> transfer(String to, BigInteger value) {
        final Function function = new Function(
                FUNC_TRANSFER,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, to),
                new org.web3j.abi.datatypes.generated.Uint256(value)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<TransactionReceipt> transferFrom(String from, String to,
            BigInteger value) {
        final Function function = new Function(
                FUNC_TRANSFERFROM,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, from),
                new org.web3j.abi.datatypes.Address(160, to),
                new org.web3j.abi.datatypes.generated.Uint256(value)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<TransactionReceipt> transferWithAuthorization(String from, String to,
            BigInteger value, BigInteger validAfter, BigInteger validBefore, byte[] nonce,
            BigInteger v, byte[] r, byte[] s) {
        final Function function = new Function(
                FUNC_TRANSFERWITHAUTHORIZATION,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, from),
                new org.web3j.abi.datatypes.Address(160, to),
                new org.web3j.abi.datatypes.generated.Uint256(value),
                new org.web3j.abi.datatypes.generated.Uint256(validAfter),
                new org.web3j.abi.datatypes.generated.Uint256(validBefore),
                new org.web3j.abi.datatypes.generated.Bytes32(nonce),
                new org.web3j.abi.datatypes.generated.Uint8(v),
                new org.web3j.abi.datatypes.generated.Bytes32(r),
                new org.web3j.abi.datatypes.generated.Bytes32(s)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<String> version() {
        final Function function = new Function(FUNC_VERSION,
                Arrays.<Type>asList(),
                Arrays.<TypeReference<?>>asList(new TypeReference<Utf8String>() {}));
        return executeRemoteCallSingleValueReturn(function, String.class);
    }

    @Deprecated
    public static TestDollar load(String contractAddress, Web3j web3j, Credentials credentials,
            BigInteger gasPrice, BigInteger gasLimit) {
        return new TestDollar(contractAddress, web3j, credentials, gasPrice, gasLimit);
    }

    @Deprecated
    public static TestDollar load(String contractAddress, Web3j web3j,
            TransactionManager transactionManager, BigInteger gasPrice, BigInteger gasLimit) {
        return new TestDollar(contractAddress, web3j, transactionManager, gasPrice, gasLimit);
    }

    public static TestDollar load(String contractAddress, Web3j web3j, Credentials credentials,
            ContractGasProvider contractGasProvider) {
        return new TestDollar(contractAddress, web3j, credentials, contractGasProvider);
    }

    public static TestDollar load(String contractAddress, Web3j web3j,
            TransactionManager transactionManager, ContractGasProvider contractGasProvider) {
        return new TestDollar(contractAddress, web3j, transactionManager, contractGasProvider);
    }

    public static RemoteCall<TestDollar> deploy(Web3j web3j, Credentials credentials,
            ContractGasProvider contractGasProvider) {
        return deployRemoteCall(TestDollar.class, web3j, credentials, contractGasProvider, getDeploymentBinary(), "");
    }

    public static RemoteCall<TestDollar> deploy(Web3j web3j, TransactionManager transactionManager,
            ContractGasProvider contractGasProvider) {
        return deployRemoteCall(TestDollar.class, web3j, transactionManager, contractGasProvider, getDeploymentBinary(), "");
    }

    @Deprecated
    public static RemoteCall<TestDollar> deploy(Web3j web3j, Credentials credentials,
            BigInteger gasPrice, BigInteger gasLimit) {
        return deployRemoteCall(TestDollar.class, web3j, credentials, gasPrice, gasLimit, getDeploymentBinary(), "");
    }

    @Deprecated
    public static RemoteCall<TestDollar> deploy(Web3j web3j, TransactionManager transactionManager,
            BigInteger gasPrice, BigInteger gasLimit) {
        return deployRemoteCall(TestDollar.class, web3j, transactionManager, gasPrice, gasLimit, getDeploymentBinary(), "");
    }

    public static void linkLibraries(List<Contract.LinkReference> references) {
        librariesLinkedBinary = linkBinaryWithReferences(BINARY, references);
    }

    private static String getDeploymentBinary() {
        if (librariesLinkedBinary != null) {
            return librariesLinkedBinary;
        } else {
            return BINARY;
        }
    }

    public static class ApprovalEventResponse extends BaseEventResponse {
        public String owner;

        public String spender;

        public BigInteger value;
    }

    public static class AuthorizationCanceledEventResponse extends BaseEventResponse {
        public String authorizer;

        public byte[] nonce;
    }

    public static class AuthorizationUsedEventResponse extends BaseEventResponse {
        public String authorizer;

        public byte[] nonce;
    }

    public static class TransferEventResponse extends BaseEventResponse {
        public String from;

        public String to;

        public BigInteger value;
    }
}
