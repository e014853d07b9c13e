package org.pluspeer.contracts.generated;

import io.reactivex.Flowable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.annotation.processing.Generated;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.CustomError;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint96;
import org.web3j.abi.datatypes.reflection.Parameterized;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.RemoteCall;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.BaseEventResponse;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tuples.generated.Tuple2;
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
public class Unions extends Contract {
    public static final String BINARY = "6080604052348015600f57600080fd5b50612bf18061001f6000396000f3fe6080604052600436106100d25760003560e01c8063644cfc101161007f57806376ed578c1161005957806376ed578c1461027b57806396dcdbf01461029b57806397d4df67146102d0578063f698da25146102e357600080fd5b8063644cfc101461021b57806369328dec1461023b57806375b034551461025b57600080fd5b80633253c9f9116100b05780633253c9f91461017557806357ac187e146101955780635c87b0d6146101b557600080fd5b806307df90e3146100d7578063160c7963146100f9578063320a734d1461012c575b600080fd5b3480156100e357600080fd5b506100f76100f23660046121e5565b610398565b005b34801561010557600080fd5b5061011961011436600461223f565b6104a6565b6040519081526020015b60405180910390f35b34801561013857600080fd5b5061014c610147366004612286565b6104fc565b604080516fffffffffffffffffffffffffffffffff938416815292909116602083015201610123565b34801561018157600080fd5b506101196101903660046122c4565b61055e565b3480156101a157600080fd5b506100f76101b03660046122e0565b61058e565b3480156101c157600080fd5b506101196101d03660046123bc565b600083815260016020818152604080842073ffffffffffffffffffffffffffffffffffffffff87168552825280842067ffffffffffffffff8616855290920190529020549392505050565b34801561022757600080fd5b506101196102363660046123f8565b6109b3565b34801561024757600080fd5b506100f7610256366004612433565b610d4f565b34801561026757600080fd5b50610119610276366004612466565b610f6a565b34801561028757600080fd5b5061011961029636600461247f565b610f89565b3480156102a757600080fd5b506101196102b63660046124d0565b600060208181529281526040808220909352908152205481565b6100f76102de3660046124fa565b611192565b3480156102ef57600080fd5b50610119604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527fc58c00ff8a91386a24ea97ca1b1f6147b055b39ee309d621070038a1729902b9918101919091527fc89efdaa54c0f20c7adf612882df0950f5a951637e0307cdcb4c672f298b8bc660608201524660808201523060a082015260009060c00160405160208183030381529060405280519060200120905090565b60005b818110156104a1573063644cfc108484848181106103bb576103bb612530565b90506020028101906103cd919061255f565b6040518263ffffffff1660e01b81526004016103e99190612657565b6020604051808303816000875af1925050508015610424575060408051601f3d908101601f19168201909252610421918101906127a9565b60015b610497573d808015610452576040519150601f19603f3d011682016040523d82523d6000602084013e610457565b606091505b507f3c9fe7f13c061e57a9cf52d8fb10e81f270320539319daa591a0352a7eb44be682826040516104899291906127c2565b60405180910390a150610499565b505b60010161039b565b505050565b6000806060830135156104ba5760016104bd565b60035b905060fe81901b600280856040516020016104d89190612817565b60408051601f198184030181529190528051602090910120901b901c179392505050565b600082815260016020908152604080832073ffffffffffffffffffffffffffffffffffffffff851684529091529020546fffffffffffffffffffffffffffffffff808216917001000000000000000000000000000000009004165b9250929050565b6000816040516020016105719190612876565b604051602081830303815290604052805190602001209050919050565b6105a061024086016102208701612884565b67ffffffffffffffff1642111561060e57426105c461024087016102208801612884565b6040517f388b0173000000000000000000000000000000000000000000000000000000008152600481019290925267ffffffffffffffff1660248201526044015b60405180910390fd5b6000610619866113ba565b9050600061062a87610120016104a6565b9050600061064f88356101208a016101c08b016102966102408d016102208e01612884565b905060006106646101008a0160e08b0161289f565b73ffffffffffffffffffffffffffffffffffffffff161461069b5761069b6106936101008a0160e08b0161289f565b82898961161a565b60008060005b868110156108aa57368888838181106106bc576106bc612530565b90506020028101906106ce91906128ba565b6106d890806128ee565b905067ffffffffffffffff83166106f26020830183612884565b67ffffffffffffffff1610156107565761070f6020820182612884565b6040517fcd2c066e00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff91821660048201529084166024820152604401610605565b6107638c6020018261167b565b6107ae610776604083016020840161289f565b868b8b8681811061078957610789612530565b905060200281019061079b91906128ba565b6107a9906020810190612922565b61161a565b6107bb6020820182612884565b6107c69060016129b6565b92506107d860608201604083016129d6565b6107f0906bffffffffffffffffffffffff16856129f1565b9350610802604082016020830161289f565b73ffffffffffffffffffffffffffffffffffffffff16867fe5d08fdebe8319189ab34e20805ee355b2ca126c57851496d24fd2e922f620d16108476020850185612884565b61085760608601604087016129d6565b8d8d8881811061086957610869612530565b905060200281019061087b91906128ba565b610889906020810190612922565b6040516108999493929190612a2f565b60405180910390a3506001016106a1565b506108bb60e08b0160c08c016129d6565b6bffffffffffffffffffffffff1682101561092a57816108e160e08c0160c08d016129d6565b6040517ff12e84b300000000000000000000000000000000000000000000000000000000815260048101929092526bffffffffffffffffffffffff166024820152604401610605565b83600260008c6000013581526020019081526020016000208190555083858b600001357f486c030dd53f3b465b0b05d9fa42c04703b3e9d11e3b54e46505b5420c8e68dc8d610120018e6101c0018f61022001602081019061098c9190612884565b8f8f60405161099f959493929190612a71565b60405180910390a450505050505050505050565b60006109cb826109c660c08201826128ee565b61167b565b60006109d6836104a6565b600081815260016020526040812091925090816109f960c0870160a0880161289f565b73ffffffffffffffffffffffffffffffffffffffff1681526020810191909152604001600090812080549092506fffffffffffffffffffffffffffffffff808216927001000000000000000000000000000000009092041690610a5f60c08801886128ee565b610a6d906020810190612884565b67ffffffffffffffff81166000908152600186016020908152604091829020549293508291610aa191908b01908b016129d6565b6bffffffffffffffffffffffff16610abc60c08b018b6128ee565b610acd9060608101906040016129d6565b610ae5906bffffffffffffffffffffffff1687612ab3565b610aef9190612aca565b610af99190612b05565b9650610b058385612b05565b871115610b1957610b168385612b05565b96505b86600003610b935785610b3260c08a0160a08b0161289f565b6040517fad5c6cf0000000000000000000000000000000000000000000000000000000008152600481019290925273ffffffffffffffffffffffffffffffffffffffff16602482015267ffffffffffffffff83166044820152606401610605565b610b9d87826129f1565b67ffffffffffffffff83166000908152600187016020526040902055610bc387846129f1565b85546fffffffffffffffffffffffffffffffff91821670010000000000000000000000000000000002911617855586600080610c0260c08c018c6128ee565b610c1390604081019060200161289f565b73ffffffffffffffffffffffffffffffffffffffff1681526020810191909152604001600090812090610c4c60c08c0160a08d0161289f565b73ffffffffffffffffffffffffffffffffffffffff1673ffffffffffffffffffffffffffffffffffffffff1681526020019081526020016000206000828254610c9591906129f1565b90915550610ca8905060c08901896128ee565b610cb990604081019060200161289f565b73ffffffffffffffffffffffffffffffffffffffff16610cdf60c08a0160a08b0161289f565b73ffffffffffffffffffffffffffffffffffffffff16877f9e9bb23e6eb342599128b53f1138f6f2f06c43acc14bccee59386b6cdb255e44858b604051610d3c92919067ffffffffffffffff929092168252602082015260400190565b60405180910390a4505050505050919050565b81600003610d89576040517f1f2a200500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b73ffffffffffffffffffffffffffffffffffffffff81161580610dc1575073ffffffffffffffffffffffffffffffffffffffff811630145b15610e10576040517f4164d5b200000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff82166004820152602401610605565b3360009081526020818152604080832073ffffffffffffffffffffffffffffffffffffffff8716845290915290205482811015610ea5576040517fff64193c00000000000000000000000000000000000000000000000000000000815233600482015273ffffffffffffffffffffffffffffffffffffffff851660248201526044810182905260648101849052608401610605565b3360008181526020818152604080832073ffffffffffffffffffffffffffffffffffffffff8981168086529184529382902088870390558151888152938716928401929092529092917f889d364b5102aee044ff370e2e6a836584e5618a16dce4f5b191459cf3903e58910160405180910390a373ffffffffffffffffffffffffffffffffffffffff8416610f4357610f3e82846119ae565b610f64565b610f6473ffffffffffffffffffffffffffffffffffffffff85168385611a12565b50505050565b60008181526002602052604081205490819003610f845750805b919050565b6000807fd5f322460c9b29db463f6273e77a7efdcad950f6f50ee21d8bce43164b94eae38660608701358735610fc560408a0160208b016129d6565b610fd560608b0160408c01612884565b610fe260208b018b6129d6565b610ff260408c0160208d0161289f565b60408051602081019990995288810197909752606088019590955260808701939093526bffffffffffffffffffffffff91821660a087015267ffffffffffffffff90811660c0870152911660e085015273ffffffffffffffffffffffffffffffffffffffff90911661010084015290860135610120830152841661014082015261016001604051602081830303815290604052805190602001209050611136604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527fc58c00ff8a91386a24ea97ca1b1f6147b055b39ee309d621070038a1729902b9918101919091527fc89efdaa54c0f20c7adf612882df0950f5a951637e0307cdcb4c672f298b8bc660608201524660808201523060a082015260009060c00160405160208183030381529060405280519060200120905090565b6040517f1901000000000000000000000000000000000000000000000000000000000000602082015260228101919091526042810182905260620160405160208183030381529060405280519060200120915050949350505050565b61119b83611a93565b806000036111d5576040517f1f2a200500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b600073ffffffffffffffffffffffffffffffffffffffff8316156111fa5760006111fc565b815b9050803414611240576040517f195a3ca100000000000000000000000000000000000000000000000000000000815234600482015260248101829052604401610605565b73ffffffffffffffffffffffffffffffffffffffff831615611266576112668383611ad7565b600061127185610f6a565b600081815260016020908152604080832073ffffffffffffffffffffffffffffffffffffffff8916845290915281208054929350916fffffffffffffffffffffffffffffffff90811691906112c7908390612b18565b6fffffffffffffffffffffffffffffffff1690508086111561131f576040517f6073b21f0000000000000000000000000000000000000000000000000000000081526004810187905260248101829052604401610605565b82547fffffffffffffffffffffffffffffffff00000000000000000000000000000000168683016fffffffffffffffffffffffffffffffff16178355604080513381526020810188905273ffffffffffffffffffffffffffffffffffffffff89169186918b917fbfbed5b4c2aa51ea27300b765e087748357846c22a73c5f534f829472ef58bbf910160405180910390a45050505050505050565b60006113c68235611a93565b6113d2826020016104a6565b905060006113e08335610f6a565b905080821461142c576040517f6e1c1101000000000000000000000000000000000000000000000000000000008152833560048201526024810183905260448101829052606401610605565b61143d60c0840160a0850135611d51565b6000611450610100850160e0860161289f565b73ffffffffffffffffffffffffffffffffffffffff1614801561148e575061147e60e0840160c085016129d6565b6bffffffffffffffffffffffff16155b156114c8576040517f4a58aa9500000000000000000000000000000000000000000000000000000000815283356004820152602401610605565b6101808301358214611514576040517fdec38460000000000000000000000000000000000000000000000000000000008152610180840135600482015260248101839052604401610605565b6115276101c084016101a0850135611d51565b6000808061153d610160870161014088016129d6565b61154f61018088016101608901612884565b6115616101e089016101c08a016129d6565b925092509250826bffffffffffffffffffffffff166000148061158c575067ffffffffffffffff8216155b806115b25750826bffffffffffffffffffffffff16816bffffffffffffffffffffffff16115b15611611576040517f2d41de0e0000000000000000000000000000000000000000000000000000000081526bffffffffffffffffffffffff808516600483015267ffffffffffffffff8416602483015282166044820152606401610605565b50505050919050565b61162684848484611da1565b610f64576040517fc73ff78800000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff8516600482015260248101849052604401610605565b60008061168b6020840184612884565b61169b6060860160408701612884565b915091508067ffffffffffffffff168267ffffffffffffffff1610611700576040517f090e551f00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff808416600483015282166024820152604401610605565b61171060608401604085016129d6565b6bffffffffffffffffffffffff161580611763575061173560408501602086016129d6565b6bffffffffffffffffffffffff1661175360608501604086016129d6565b6bffffffffffffffffffffffff16115b156117d25761177860608401604085016129d6565b61178860408601602087016129d6565b6040517f8d38b0bd0000000000000000000000000000000000000000000000000000000081526bffffffffffffffffffffffff928316600482015291166024820152604401610605565b60006117e16060850185612b40565b6001901b91505067ffffffffffffffff8216811080611814575061181067ffffffffffffffff83166002612ab3565b8110155b1561186e576118266060850185612b40565b6040517fe8ecdd7e0000000000000000000000000000000000000000000000000000000081526106059250849060040191825267ffffffffffffffff16602082015260400190565b600083611881604087016020880161289f565b61189160608801604089016129d6565b6040516020016119259392919060c09390931b7fffffffffffffffff00000000000000000000000000000000000000000000000016835260609190911b7fffffffffffffffffffffffffffffffffffffffff00000000000000000000000016600883015260a01b7fffffffffffffffffffffffff000000000000000000000000000000000000000016601c82015260280190565b60408051601f19818403018152919052805160209091012090506119608167ffffffffffffffff861661195b6060890189612b40565b611dca565b9050853581146119a6576040517fd9ad6b980000000000000000000000000000000000000000000000000000000081526004810182905286356024820152604401610605565b505050505050565b600080600080600085875af19050806104a1576040517f53a0add100000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff8416600482015260248101839052604401610605565b60405173ffffffffffffffffffffffffffffffffffffffff8381166024830152604482018390526104a191859182169063a9059cbb906064015b604051602081830303815290604052915060e01b6020820180517bffffffffffffffffffffffffffffffffffffffffffffffffffffffff8381831617835250505050611e23565b60fe81901c600314611ad4576040517f85ca7e8c00000000000000000000000000000000000000000000000000000000815260048101829052602401610605565b50565b8173ffffffffffffffffffffffffffffffffffffffff163b600003611b40576040517ff0ae59ab00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff83166004820152602401610605565b600260035403611b7c576040517f3ef3337500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b60026003556040517f70a0823100000000000000000000000000000000000000000000000000000000815230600482015260009073ffffffffffffffffffffffffffffffffffffffff8416906370a0823190602401602060405180830381865afa158015611bee573d6000803e3d6000fd5b505050506040513d601f19601f82011682018060405250810190611c1291906127a9565b9050611c3673ffffffffffffffffffffffffffffffffffffffff8416333085611ec7565b6040517f70a0823100000000000000000000000000000000000000000000000000000000815230600482015260009073ffffffffffffffffffffffffffffffffffffffff8516906370a0823190602401602060405180830381865afa158015611ca3573d6000803e3d6000fd5b505050506040513d601f19601f82011682018060405250810190611cc791906127a9565b90506000828210611ce157611cdc8383612b05565b611ce4565b60005b9050838114611d45576040517f7e7668df00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff861660048201526024810182905260448101859052606401610605565b50506001600355505050565b6000611d5c8361055e565b90508181146104a1576040517fdc9266a00000000000000000000000000000000000000000000000000000000081526004810182905260248101839052604401610605565b6000611daf85858585611f0d565b80611dc15750611dc185858585611faf565b95945050505050565b6000805b82811015611e19576000848483818110611dea57611dea612530565b905060200201359050600186831c1660051b878152816020821852506040600020965050806001019050611dce565b5093949350505050565b600080602060008451602086016000885af180611e46576040513d6000823e3d81fd5b50506000513d91508115611e5e578060011415611e78565b73ffffffffffffffffffffffffffffffffffffffff84163b155b15610f64576040517f5274afe700000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff85166004820152602401610605565b60405173ffffffffffffffffffffffffffffffffffffffff8481166024830152838116604483015260648201839052610f649186918216906323b872dd90608401611a4c565b6000806000611f528686868080601f01602080910402602001604051908101604052809392919081815260200183838082843760009201919091525061207792505050565b5090925090506000816003811115611f6c57611f6c612ba8565b148015611fa457508673ffffffffffffffffffffffffffffffffffffffff168273ffffffffffffffffffffffffffffffffffffffff16145b979650505050505050565b600080848484604051602401611fc793929190612bd7565b60408051601f19818403018152919052602080820180517bffffffffffffffffffffffffffffffffffffffffffffffffffffffff167f1626ba7e0000000000000000000000000000000000000000000000000000000017815282519293506000928392918391908b5afa600051601f3d119091169250905081801561206b57507f1626ba7e0000000000000000000000000000000000000000000000000000000081145b98975050505050505050565b600080600083516041036120b15760208401516040850151606086015160001a6120a3888285856120c4565b9550955095505050506120bd565b50508151600091506002905b9250925092565b600080807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411156120ff5750600091506003905082612196565b604080516000808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa158015612153573d6000803e3d6000fd5b5050604051601f19015191505073ffffffffffffffffffffffffffffffffffffffff811661218c57506000925060019150829050612196565b9250600091508190505b9450945094915050565b60008083601f8401126121b257600080fd5b50813567ffffffffffffffff8111156121ca57600080fd5b6020830191508360208260051b850101111561055757600080fd5b600080602083850312156121f857600080fd5b823567ffffffffffffffff81111561220f57600080fd5b61221b858286016121a0565b90969095509350505050565b600060a0828403121561223957600080fd5b50919050565b600060a0828403121561225157600080fd5b61225b8383612227565b9392505050565b803573ffffffffffffffffffffffffffffffffffffffff81168114610f8457600080fd5b6000806040838503121561229957600080fd5b823591506122a960208401612262565b90509250929050565b60006060828403121561223957600080fd5b6000606082840312156122d657600080fd5b61225b83836122b2565b60008060008060008587036102808112156122fa57600080fd5b61024081121561230957600080fd5b5085945061024086013567ffffffffffffffff81111561232857600080fd5b8601601f8101881361233957600080fd5b803567ffffffffffffffff81111561235057600080fd5b88602082840101111561236257600080fd5b6020919091019450925061026086013567ffffffffffffffff81111561238757600080fd5b612393888289016121a0565b969995985093965092949392505050565b803567ffffffffffffffff81168114610f8457600080fd5b6000806000606084860312156123d157600080fd5b833592506123e160208501612262565b91506123ef604085016123a4565b90509250925092565b60006020828403121561240a57600080fd5b813567ffffffffffffffff81111561242157600080fd5b820160e0818503121561225b57600080fd5b60008060006060848603121561244857600080fd5b61245184612262565b9250602084013591506123ef60408501612262565b60006020828403121561247857600080fd5b5035919050565b600080600080610140858703121561249657600080fd5b843593506124a78660208701612227565b92506124b68660c087016122b2565b91506124c561012086016123a4565b905092959194509250565b600080604083850312156124e357600080fd5b6124ec83612262565b91506122a960208401612262565b60008060006060848603121561250f57600080fd5b8335925061251f60208501612262565b929592945050506040919091013590565b7f4e487b7100000000000000000000000000000000000000000000000000000000600052603260045260246000fd5b600082357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff2183360301811261259357600080fd5b9190910192915050565b80356bffffffffffffffffffffffff81168114610f8457600080fd5b803582526bffffffffffffffffffffffff6125d66020830161259d565b16602083015267ffffffffffffffff6125f1604083016123a4565b16604083015260608181013590830152608090810135910152565b81835260007f07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff83111561263e57600080fd5b8260051b80836020870137939093016020019392505050565b6020815261266860208201836125b9565b73ffffffffffffffffffffffffffffffffffffffff61268960a08401612262565b1660c0820152600060c08301357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff818436030181126126c657600080fd5b60e083810152830167ffffffffffffffff6126e0826123a4565b1661010084015273ffffffffffffffffffffffffffffffffffffffff61270860208301612262565b166101208401526bffffffffffffffffffffffff6127286040830161259d565b1661014084015260608101357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe182360301811261276457600080fd5b0160208101903567ffffffffffffffff81111561278057600080fd5b8060051b360382131561279257600080fd5b6080610160850152611dc16101808501828461260c565b6000602082840312156127bb57600080fd5b5051919050565b828152604060208201526000825180604084015260005b818110156127f657602081860181015160608684010152016127d9565b506000606082850101526060601f19601f8301168401019150509392505050565b60a0810161282582846125b9565b92915050565b6bffffffffffffffffffffffff6128418261259d565b16825273ffffffffffffffffffffffffffffffffffffffff61286560208301612262565b166020830152604090810135910152565b60608101612825828461282b565b60006020828403121561289657600080fd5b61225b826123a4565b6000602082840312156128b157600080fd5b61225b82612262565b600082357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc183360301811261259357600080fd5b600082357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8183360301811261259357600080fd5b60008083357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe184360301811261295757600080fd5b83018035915067ffffffffffffffff82111561297257600080fd5b60200191503681900382131561055757600080fd5b7f4e487b7100000000000000000000000000000000000000000000000000000000600052601160045260246000fd5b67ffffffffffffffff818116838216019081111561282557612825612987565b6000602082840312156129e857600080fd5b61225b8261259d565b8082018082111561282557612825612987565b818352818160208501375060006020828401015260006020601f19601f840116840101905092915050565b67ffffffffffffffff851681526bffffffffffffffffffffffff84166020820152606060408201526000612a67606083018486612a04565b9695505050505050565b612a7b81876125b9565b612a8860a082018661282b565b67ffffffffffffffff84166101008201526101406101208201526000611fa461014083018486612a04565b808202811582820484141761282557612825612987565b600082612b00577f4e487b7100000000000000000000000000000000000000000000000000000000600052601260045260246000fd5b500490565b8181038181111561282557612825612987565b6fffffffffffffffffffffffffffffffff828116828216039081111561282557612825612987565b60008083357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1843603018112612b7557600080fd5b83018035915067ffffffffffffffff821115612b9057600080fd5b6020019150600581901b360382131561055757600080fd5b7f4e487b7100000000000000000000000000000000000000000000000000000000600052602160045260246000fd5b838152604060208201526000611dc1604083018486612a0456";

    private static String librariesLinkedBinary;

    public static final String FUNC_ACCOUNTOF = "accountOf";

    public static final String FUNC_CHANGE = "change";

    public static final String FUNC_CHANGEDIGEST = "changeDigest";

    public static final String FUNC_CLAIM = "claim";

    public static final String FUNC_CLAIMMANY = "claimMany";

    public static final String FUNC_CLAIMEDOF = "claimedOf";

    public static final String FUNC_CURRENT = "current";

    public static final String FUNC_DOMAINSEPARATOR = "domainSeparator";

    public static final String FUNC_IDOF = "idOf";

    public static final String FUNC_LEDGER = "ledger";

    public static final String FUNC_PAY = "pay";

    public static final String FUNC_RULEHASH = "ruleHash";

    public static final String FUNC_WITHDRAW = "withdraw";

    public static final CustomError BADMEMBERSHIP_ERROR = new CustomError("BadMembership",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint96>() {}, new TypeReference<Uint64>() {}, new TypeReference<Uint96>() {}));
    ;

    public static final CustomError BADRECEIVER_ERROR = new CustomError("BadReceiver",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}));
    ;

    public static final CustomError BADSIGNATURE_ERROR = new CustomError("BadSignature",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError BADWEIGHT_ERROR = new CustomError("BadWeight",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint96>() {}, new TypeReference<Uint96>() {}));
    ;

    public static final CustomError BUSY_ERROR = new CustomError("Busy",
            Arrays.<TypeReference<?>>asList());
    ;

    public static final CustomError FIXED_ERROR = new CustomError("Fixed",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError INSUFFICIENT_ERROR = new CustomError("Insufficient",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Address>() {}, new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError NOQUORUM_ERROR = new CustomError("NoQuorum",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint96>() {}));
    ;

    public static final CustomError NOSUCHMEMBER_ERROR = new CustomError("NoSuchMember",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint64>() {}, new TypeReference<Uint64>() {}));
    ;

    public static final CustomError NOTATOKEN_ERROR = new CustomError("NotAToken",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}));
    ;

    public static final CustomError NOTAUNION_ERROR = new CustomError("NotAUnion",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError NOTCURRENT_ERROR = new CustomError("NotCurrent",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}, new TypeReference<Bytes32>() {}, new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError NOTEXACT_ERROR = new CustomError("NotExact",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError NOTINTREE_ERROR = new CustomError("NotInTree",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}, new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError NOTHINGDUE_ERROR = new CustomError("NothingDue",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}, new TypeReference<Address>() {}, new TypeReference<Uint64>() {}));
    ;

    public static final CustomError OUTOFORDER_ERROR = new CustomError("OutOfOrder",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint64>() {}, new TypeReference<Uint64>() {}));
    ;

    public static final CustomError SAFEERC20FAILEDOPERATION_ERROR = new CustomError("SafeERC20FailedOperation",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}));
    ;

    public static final CustomError SENDFAILED_ERROR = new CustomError("SendFailed",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError TOOLATE_ERROR = new CustomError("TooLate",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError TOOMUCH_ERROR = new CustomError("TooMuch",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError WRONGDEPTH_ERROR = new CustomError("WrongDepth",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint64>() {}));
    ;

    public static final CustomError WRONGPREVIOUS_ERROR = new CustomError("WrongPrevious",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}, new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError WRONGRULE_ERROR = new CustomError("WrongRule",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}, new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError WRONGVALUE_ERROR = new CustomError("WrongValue",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError ZEROAMOUNT_ERROR = new CustomError("ZeroAmount",
            Arrays.<TypeReference<?>>asList());
    ;

    public static final Event CHANGED_EVENT = new Event("Changed",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Bytes32>(true) {}, new TypeReference<Bytes32>(true) {}, new TypeReference<Membership>() {}, new TypeReference<Rule>() {}, new TypeReference<Uint64>() {}, new TypeReference<DynamicBytes>() {}));
    ;

    public static final Event CLAIMED_EVENT = new Event("Claimed",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Address>(true) {}, new TypeReference<Address>(true) {}, new TypeReference<Uint64>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final Event CONSENTED_EVENT = new Event("Consented",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Address>(true) {}, new TypeReference<Uint64>() {}, new TypeReference<Uint96>() {}, new TypeReference<DynamicBytes>() {}));
    ;

    public static final Event PAID_EVENT = new Event("Paid",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Bytes32>(true) {}, new TypeReference<Address>(true) {}, new TypeReference<Address>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final Event SKIPPED_EVENT = new Event("Skipped",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<DynamicBytes>() {}));
    ;

    public static final Event WITHDRAWN_EVENT = new Event("Withdrawn",
            Arrays.<TypeReference<?>>asList(new TypeReference<Address>(true) {}, new TypeReference<Address>(true) {}, new TypeReference<Uint256>() {}, new TypeReference<Address>() {}));
    ;

    @Deprecated
    protected Unions(String contractAddress, Web3j web3j, Credentials credentials,
            BigInteger gasPrice, BigInteger gasLimit) {
        super(BINARY, contractAddress, web3j, credentials, gasPrice, gasLimit);
    }

    protected Unions(String contractAddress, Web3j web3j, Credentials credentials,
            ContractGasProvider contractGasProvider) {
        super(BINARY, contractAddress, web3j, credentials, contractGasProvider);
    }

    @Deprecated
    protected Unions(String contractAddress, Web3j web3j, TransactionManager transactionManager,
            BigInteger gasPrice, BigInteger gasLimit) {
        super(BINARY, contractAddress, web3j, transactionManager, gasPrice, gasLimit);
    }

    protected Unions(String contractAddress, Web3j web3j, TransactionManager transactionManager,
            ContractGasProvider contractGasProvider) {
        super(BINARY, contractAddress, web3j, transactionManager, contractGasProvider);
    }

    public static List<ChangedEventResponse> getChangedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(CHANGED_EVENT, transactionReceipt);
        ArrayList<ChangedEventResponse> responses = new ArrayList<ChangedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            ChangedEventResponse typedResponse = new ChangedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.union = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.from = (byte[]) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.to = (byte[]) eventValues.getIndexedValues().get(2).getValue();
            typedResponse.next = (Membership) eventValues.getNonIndexedValues().get(0);
            typedResponse.nextRule = (Rule) eventValues.getNonIndexedValues().get(1);
            typedResponse.until = (BigInteger) eventValues.getNonIndexedValues().get(2).getValue();
            typedResponse.secretarySignature = (byte[]) eventValues.getNonIndexedValues().get(3).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static ChangedEventResponse getChangedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(CHANGED_EVENT, log);
        ChangedEventResponse typedResponse = new ChangedEventResponse();
        typedResponse.log = log;
        typedResponse.union = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.from = (byte[]) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.to = (byte[]) eventValues.getIndexedValues().get(2).getValue();
        typedResponse.next = (Membership) eventValues.getNonIndexedValues().get(0);
        typedResponse.nextRule = (Rule) eventValues.getNonIndexedValues().get(1);
        typedResponse.until = (BigInteger) eventValues.getNonIndexedValues().get(2).getValue();
        typedResponse.secretarySignature = (byte[]) eventValues.getNonIndexedValues().get(3).getValue();
        return typedResponse;
    }

    public Flowable<ChangedEventResponse> changedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getChangedEventFromLog(log));
    }

    public Flowable<ChangedEventResponse> changedEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(CHANGED_EVENT));
        return changedEventFlowable(filter);
    }

    public static List<ClaimedEventResponse> getClaimedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(CLAIMED_EVENT, transactionReceipt);
        ArrayList<ClaimedEventResponse> responses = new ArrayList<ClaimedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            ClaimedEventResponse typedResponse = new ClaimedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.membership = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.token = (String) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.member = (String) eventValues.getIndexedValues().get(2).getValue();
            typedResponse.index = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static ClaimedEventResponse getClaimedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(CLAIMED_EVENT, log);
        ClaimedEventResponse typedResponse = new ClaimedEventResponse();
        typedResponse.log = log;
        typedResponse.membership = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.token = (String) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.member = (String) eventValues.getIndexedValues().get(2).getValue();
        typedResponse.index = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
        return typedResponse;
    }

    public Flowable<ClaimedEventResponse> claimedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getClaimedEventFromLog(log));
    }

    public Flowable<ClaimedEventResponse> claimedEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(CLAIMED_EVENT));
        return claimedEventFlowable(filter);
    }

    public static List<ConsentedEventResponse> getConsentedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(CONSENTED_EVENT, transactionReceipt);
        ArrayList<ConsentedEventResponse> responses = new ArrayList<ConsentedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            ConsentedEventResponse typedResponse = new ConsentedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.to = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.member = (String) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.index = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.weight = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
            typedResponse.signature = (byte[]) eventValues.getNonIndexedValues().get(2).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static ConsentedEventResponse getConsentedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(CONSENTED_EVENT, log);
        ConsentedEventResponse typedResponse = new ConsentedEventResponse();
        typedResponse.log = log;
        typedResponse.to = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.member = (String) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.index = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.weight = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
        typedResponse.signature = (byte[]) eventValues.getNonIndexedValues().get(2).getValue();
        return typedResponse;
    }

    public Flowable<ConsentedEventResponse> consentedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getConsentedEventFromLog(log));
    }

    public Flowable<ConsentedEventResponse> consentedEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(CONSENTED_EVENT));
        return consentedEventFlowable(filter);
    }

    public static List<PaidEventResponse> getPaidEvents(TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(PAID_EVENT, transactionReceipt);
        ArrayList<PaidEventResponse> responses = new ArrayList<PaidEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            PaidEventResponse typedResponse = new PaidEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.union = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.membership = (byte[]) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.token = (String) eventValues.getIndexedValues().get(2).getValue();
            typedResponse.payer = (String) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static PaidEventResponse getPaidEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(PAID_EVENT, log);
        PaidEventResponse typedResponse = new PaidEventResponse();
        typedResponse.log = log;
        typedResponse.union = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.membership = (byte[]) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.token = (String) eventValues.getIndexedValues().get(2).getValue();
        typedResponse.payer = (String) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
        return typedResponse;
    }

    public Flowable<PaidEventResponse> paidEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getPaidEventFromLog(log));
    }

    public Flowable<PaidEventResponse> paidEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(PAID_EVENT));
        return paidEventFlowable(filter);
    }

    public static List<SkippedEventResponse> getSkippedEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(SKIPPED_EVENT, transactionReceipt);
        ArrayList<SkippedEventResponse> responses = new ArrayList<SkippedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            SkippedEventResponse typedResponse = new SkippedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.place = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.reason = (byte[]) eventValues.getNonIndexedValues().get(1).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static SkippedEventResponse getSkippedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(SKIPPED_EVENT, log);
        SkippedEventResponse typedResponse = new SkippedEventResponse();
        typedResponse.log = log;
        typedResponse.place = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.reason = (byte[]) eventValues.getNonIndexedValues().get(1).getValue();
        return typedResponse;
    }

    public Flowable<SkippedEventResponse> skippedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getSkippedEventFromLog(log));
    }

    public Flowable<SkippedEventResponse> skippedEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(SKIPPED_EVENT));
        return skippedEventFlowable(filter);
    }

    public static List<WithdrawnEventResponse> getWithdrawnEvents(
            TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList = staticExtractEventParametersWithLog(WITHDRAWN_EVENT, transactionReceipt);
        ArrayList<WithdrawnEventResponse> responses = new ArrayList<WithdrawnEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            WithdrawnEventResponse typedResponse = new WithdrawnEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.account = (String) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.token = (String) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.to = (String) eventValues.getNonIndexedValues().get(1).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static WithdrawnEventResponse getWithdrawnEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(WITHDRAWN_EVENT, log);
        WithdrawnEventResponse typedResponse = new WithdrawnEventResponse();
        typedResponse.log = log;
        typedResponse.account = (String) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.token = (String) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.amount = (BigInteger) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.to = (String) eventValues.getNonIndexedValues().get(1).getValue();
        return typedResponse;
    }

    public Flowable<WithdrawnEventResponse> withdrawnEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getWithdrawnEventFromLog(log));
    }

    public Flowable<WithdrawnEventResponse> withdrawnEventFlowable(DefaultBlockParameter startBlock,
            DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(WITHDRAWN_EVENT));
        return withdrawnEventFlowable(filter);
    }

    public RemoteFunctionCall<Tuple2<BigInteger, BigInteger>> accountOf(byte[] membership,
            String token) {
        final Function function = new Function(FUNC_ACCOUNTOF,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(membership),
                new org.web3j.abi.datatypes.Address(160, token)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint128>() {}, new TypeReference<Uint128>() {}));
        return new RemoteFunctionCall<Tuple2<BigInteger, BigInteger>>(function,
                new Callable<Tuple2<BigInteger, BigInteger>>() {
                    @Override
                    public Tuple2<BigInteger, BigInteger> call() throws Exception {
                        List<Type> results = executeCallMultipleValueReturn(function);
                        return new Tuple2<BigInteger, BigInteger>(
                                (BigInteger) results.get(0).getValue(),
                                (BigInteger) results.get(1).getValue());
                    }
                });
    }

    public RemoteFunctionCall<TransactionReceipt> change(Change c, byte[] secretarySignature,
            List<Consent> consents) {
        final Function function = new Function(
                FUNC_CHANGE,
                Arrays.<Type>asList(c,
                new org.web3j.abi.datatypes.DynamicBytes(secretarySignature),
                new org.web3j.abi.datatypes.DynamicArray<Consent>(Consent.class, consents)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<byte[]> changeDigest(byte[] union, Membership next, Rule nextRule,
            BigInteger until) {
        final Function function = new Function(FUNC_CHANGEDIGEST,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(union),
                next,
                nextRule,
                new org.web3j.abi.datatypes.generated.Uint64(until)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<TransactionReceipt> claim(Claim c) {
        final Function function = new Function(
                FUNC_CLAIM,
                Arrays.<Type>asList(c),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<TransactionReceipt> claimMany(List<Claim> claims) {
        final Function function = new Function(
                FUNC_CLAIMMANY,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.DynamicArray<Claim>(Claim.class, claims)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<BigInteger> claimedOf(byte[] membership, String token,
            BigInteger index) {
        final Function function = new Function(FUNC_CLAIMEDOF,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(membership),
                new org.web3j.abi.datatypes.Address(160, token),
                new org.web3j.abi.datatypes.generated.Uint64(index)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}));
        return executeRemoteCallSingleValueReturn(function, BigInteger.class);
    }

    public RemoteFunctionCall<byte[]> current(byte[] union) {
        final Function function = new Function(FUNC_CURRENT,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(union)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<byte[]> domainSeparator() {
        final Function function = new Function(FUNC_DOMAINSEPARATOR,
                Arrays.<Type>asList(),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<byte[]> idOf(Membership membership) {
        final Function function = new Function(FUNC_IDOF,
                Arrays.<Type>asList(membership),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<BigInteger> ledger(String account, String token) {
        final Function function = new Function(FUNC_LEDGER,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, account),
                new org.web3j.abi.datatypes.Address(160, token)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}));
        return executeRemoteCallSingleValueReturn(function, BigInteger.class);
    }

    public RemoteFunctionCall<TransactionReceipt> pay(byte[] union, String token, BigInteger amount,
            BigInteger weiValue) {
        final Function function = new Function(
                FUNC_PAY,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(union),
                new org.web3j.abi.datatypes.Address(160, token),
                new org.web3j.abi.datatypes.generated.Uint256(amount)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function, weiValue);
    }

    public RemoteFunctionCall<byte[]> ruleHash(Rule rule) {
        final Function function = new Function(FUNC_RULEHASH,
                Arrays.<Type>asList(rule),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<TransactionReceipt> withdraw(String token, BigInteger amount,
            String to) {
        final Function function = new Function(
                FUNC_WITHDRAW,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.Address(160, token),
                new org.web3j.abi.datatypes.generated.Uint256(amount),
                new org.web3j.abi.datatypes.Address(160, to)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    @Deprecated
    public static Unions load(String contractAddress, Web3j web3j, Credentials credentials,
            BigInteger gasPrice, BigInteger gasLimit) {
        return new Unions(contractAddress, web3j, credentials, gasPrice, gasLimit);
    }

    @Deprecated
    public static Unions load(String contractAddress, Web3j web3j,
            TransactionManager transactionManager, BigInteger gasPrice, BigInteger gasLimit) {
        return new Unions(contractAddress, web3j, transactionManager, gasPrice, gasLimit);
    }

    public static Unions load(String contractAddress, Web3j web3j, Credentials credentials,
            ContractGasProvider contractGasProvider) {
        return new Unions(contractAddress, web3j, credentials, contractGasProvider);
    }

    public static Unions load(String contractAddress, Web3j web3j,
            TransactionManager transactionManager, ContractGasProvider contractGasProvider) {
        return new Unions(contractAddress, web3j, transactionManager, contractGasProvider);
    }

    public static RemoteCall<Unions> deploy(Web3j web3j, Credentials credentials,
            ContractGasProvider contractGasProvider) {
        return deployRemoteCall(Unions.class, web3j, credentials, contractGasProvider, getDeploymentBinary(), "");
    }

    @Deprecated
    public static RemoteCall<Unions> deploy(Web3j web3j, Credentials credentials,
            BigInteger gasPrice, BigInteger gasLimit) {
        return deployRemoteCall(Unions.class, web3j, credentials, gasPrice, gasLimit, getDeploymentBinary(), "");
    }

    public static RemoteCall<Unions> deploy(Web3j web3j, TransactionManager transactionManager,
            ContractGasProvider contractGasProvider) {
        return deployRemoteCall(Unions.class, web3j, transactionManager, contractGasProvider, getDeploymentBinary(), "");
    }

    @Deprecated
    public static RemoteCall<Unions> deploy(Web3j web3j, TransactionManager transactionManager,
            BigInteger gasPrice, BigInteger gasLimit) {
        return deployRemoteCall(Unions.class, web3j, transactionManager, gasPrice, gasLimit, getDeploymentBinary(), "");
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

    public static class Membership extends StaticStruct {
        public byte[] root;

        public BigInteger totalWeight;

        public BigInteger count;

        public byte[] previous;

        public byte[] rule;

        public Membership(byte[] root, BigInteger totalWeight, BigInteger count, byte[] previous,
                byte[] rule) {
            super(new org.web3j.abi.datatypes.generated.Bytes32(root),
                    new org.web3j.abi.datatypes.generated.Uint96(totalWeight),
                    new org.web3j.abi.datatypes.generated.Uint64(count),
                    new org.web3j.abi.datatypes.generated.Bytes32(previous),
                    new org.web3j.abi.datatypes.generated.Bytes32(rule));
            this.root = root;
            this.totalWeight = totalWeight;
            this.count = count;
            this.previous = previous;
            this.rule = rule;
        }

        public Membership(Bytes32 root, Uint96 totalWeight, Uint64 count, Bytes32 previous,
                Bytes32 rule) {
            super(root, totalWeight, count, previous, rule);
            this.root = root.getValue();
            this.totalWeight = totalWeight.getValue();
            this.count = count.getValue();
            this.previous = previous.getValue();
            this.rule = rule.getValue();
        }
    }

    public static class Rule extends StaticStruct {
        public BigInteger quorum;

        public String secretary;

        public byte[] terms;

        public Rule(BigInteger quorum, String secretary, byte[] terms) {
            super(new org.web3j.abi.datatypes.generated.Uint96(quorum),
                    new org.web3j.abi.datatypes.Address(160, secretary),
                    new org.web3j.abi.datatypes.generated.Bytes32(terms));
            this.quorum = quorum;
            this.secretary = secretary;
            this.terms = terms;
        }

        public Rule(Uint96 quorum, Address secretary, Bytes32 terms) {
            super(quorum, secretary, terms);
            this.quorum = quorum.getValue();
            this.secretary = secretary.getValue();
            this.terms = terms.getValue();
        }
    }

    public static class Share extends DynamicStruct {
        public BigInteger index;

        public String member;

        public BigInteger weight;

        public List<byte[]> path;

        public Share(BigInteger index, String member, BigInteger weight, List<byte[]> path) {
            super(new org.web3j.abi.datatypes.generated.Uint64(index),
                    new org.web3j.abi.datatypes.Address(160, member),
                    new org.web3j.abi.datatypes.generated.Uint96(weight),
                    new org.web3j.abi.datatypes.DynamicArray<org.web3j.abi.datatypes.generated.Bytes32>(
                            org.web3j.abi.datatypes.generated.Bytes32.class,
                            org.web3j.abi.Utils.typeMap(path, org.web3j.abi.datatypes.generated.Bytes32.class)));
            this.index = index;
            this.member = member;
            this.weight = weight;
            this.path = path;
        }

        public Share(Uint64 index, Address member, Uint96 weight,
                @Parameterized(type = Bytes32.class) DynamicArray<Bytes32> path) {
            super(index, member, weight, path);
            this.index = index.getValue();
            this.member = member.getValue();
            this.weight = weight.getValue();
            this.path = path.getValue().stream().map(v -> v.getValue()).collect(Collectors.toList());
        }
    }

    public static class Change extends StaticStruct {
        public byte[] union;

        public Membership current;

        public Rule rule;

        public Membership next;

        public Rule nextRule;

        public BigInteger until;

        public Change(byte[] union, Membership current, Rule rule, Membership next, Rule nextRule,
                BigInteger until) {
            super(new org.web3j.abi.datatypes.generated.Bytes32(union),
                    current,
                    rule,
                    next,
                    nextRule,
                    new org.web3j.abi.datatypes.generated.Uint64(until));
            this.union = union;
            this.current = current;
            this.rule = rule;
            this.next = next;
            this.nextRule = nextRule;
            this.until = until;
        }

        public Change(Bytes32 union, Membership current, Rule rule, Membership next, Rule nextRule,
                Uint64 until) {
            super(union, current, rule, next, nextRule, until);
            this.union = union.getValue();
            this.current = current;
            this.rule = rule;
            this.next = next;
            this.nextRule = nextRule;
            this.until = until.getValue();
        }
    }

    public static class Consent extends DynamicStruct {
        public Share share;

        public byte[] signature;

        public Consent(Share share, byte[] signature) {
            super(share,
                    new org.web3j.abi.datatypes.DynamicBytes(signature));
            this.share = share;
            this.signature = signature;
        }

        public Consent(Share share, DynamicBytes signature) {
            super(share, signature);
            this.share = share;
            this.signature = signature.getValue();
        }
    }

    public static class Claim extends DynamicStruct {
        public Membership membership;

        public String token;

        public Share share;

        public Claim(Membership membership, String token, Share share) {
            super(membership,
                    new org.web3j.abi.datatypes.Address(160, token),
                    share);
            this.membership = membership;
            this.token = token;
            this.share = share;
        }

        public Claim(Membership membership, Address token, Share share) {
            super(membership, token, share);
            this.membership = membership;
            this.token = token.getValue();
            this.share = share;
        }
    }

    public static class ChangedEventResponse extends BaseEventResponse {
        public byte[] union;

        public byte[] from;

        public byte[] to;

        public Membership next;

        public Rule nextRule;

        public BigInteger until;

        public byte[] secretarySignature;
    }

    public static class ClaimedEventResponse extends BaseEventResponse {
        public byte[] membership;

        public String token;

        public String member;

        public BigInteger index;

        public BigInteger amount;
    }

    public static class ConsentedEventResponse extends BaseEventResponse {
        public byte[] to;

        public String member;

        public BigInteger index;

        public BigInteger weight;

        public byte[] signature;
    }

    public static class PaidEventResponse extends BaseEventResponse {
        public byte[] union;

        public byte[] membership;

        public String token;

        public String payer;

        public BigInteger amount;
    }

    public static class SkippedEventResponse extends BaseEventResponse {
        public BigInteger place;

        public byte[] reason;
    }

    public static class WithdrawnEventResponse extends BaseEventResponse {
        public String account;

        public String token;

        public BigInteger amount;

        public String to;
    }
}
