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
    public static final String BINARY = "6080604052348015600f57600080fd5b506129088061001f6000396000f3fe6080604052600436106100d25760003560e01c806375b034551161007f57806397d4df671161005957806397d4df6714610290578063b12460d7146102a3578063da87379a146102c3578063f698da25146102e357600080fd5b806375b034551461021b57806376ed578c1461023b57806396dcdbf01461025b57600080fd5b80633253c9f9116100b05780633253c9f9146101735780635c87b0d61461019357806369328dec146101f957600080fd5b8063159acbd4146100d7578063160c79631461010a578063320a734d1461012a575b600080fd5b3480156100e357600080fd5b506100f76100f236600461205a565b610398565b6040519081526020015b60405180910390f35b34801561011657600080fd5b506100f76101253660046120d4565b6105af565b34801561013657600080fd5b5061014a6101453660046120f7565b6105e1565b604080516fffffffffffffffffffffffffffffffff938416815292909116602083015201610101565b34801561017f57600080fd5b506100f761018e36600461213b565b61061f565b34801561019f57600080fd5b506100f76101ae366004612157565b600083815260016020818152604080842073ffffffffffffffffffffffffffffffffffffffff87168552825280842067ffffffffffffffff8616855290920190529020549392505050565b34801561020557600080fd5b50610219610214366004612193565b61064f565b005b34801561022757600080fd5b506100f76102363660046121c6565b61086a565b34801561024757600080fd5b506100f76102563660046121df565b610889565b34801561026757600080fd5b506100f761027636600461223b565b600060208181529281526040808220909352908152205481565b61021961029e366004612265565b610a93565b3480156102af57600080fd5b506102196102be36600461229b565b610c7b565b3480156102cf57600080fd5b506102196102de366004612342565b61107d565b3480156102ef57600080fd5b506100f7604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527fc58c00ff8a91386a24ea97ca1b1f6147b055b39ee309d621070038a1729902b9918101919091527fc89efdaa54c0f20c7adf612882df0950f5a951637e0307cdcb4c672f298b8bc660608201524660808201523060a082015260009060c00160405160208183030381529060405280519060200120905090565b60006103a6868585856111b6565b60006103b1876105af565b600081815260016020818152604080842073ffffffffffffffffffffffffffffffffffffffff8c168552825280842080548b5167ffffffffffffffff16865293810183529381902054918c0151908a01519495509293919290916fffffffffffffffffffffffffffffffff8416608085901c9081039284926bffffffffffffffffffffffff918216929116028161044a5761044a612384565b040395508086111561045a578095505b856000036104cb5788516040517fad5c6cf00000000000000000000000000000000000000000000000000000000081526004810187905273ffffffffffffffffffffffffffffffffffffffff8c16602482015267ffffffffffffffff90911660448201526064015b60405180910390fd5b50875167ffffffffffffffff166000908152600184016020908152604080832084890190558488018655818b015173ffffffffffffffffffffffffffffffffffffffff9081168452838352818420908d168452909152812080548792906105339084906123e2565b909155505060208089015189516040805167ffffffffffffffff909216825292810188905273ffffffffffffffffffffffffffffffffffffffff91821692918c169187917f9e9bb23e6eb342599128b53f1138f6f2f06c43acc14bccee59386b6cdb255e44910160405180910390a45050505095945050505050565b60608101516000908190156105c55760016105c8565b60035b90508060fe1b60a0842060021b60021c17915050919050565b600082815260016020908152604080832073ffffffffffffffffffffffffffffffffffffffff85168452909152902054608081901c905b9250929050565b6000816040516020016106329190612446565b604051602081830303815290604052805190602001209050919050565b81600003610689576040517f1f2a200500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b73ffffffffffffffffffffffffffffffffffffffff811615806106c1575073ffffffffffffffffffffffffffffffffffffffff811630145b15610710576040517f4164d5b200000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff821660048201526024016104c2565b3360009081526020818152604080832073ffffffffffffffffffffffffffffffffffffffff87168452909152902054828110156107a5576040517fff64193c00000000000000000000000000000000000000000000000000000000815233600482015273ffffffffffffffffffffffffffffffffffffffff8516602482015260448101829052606481018490526084016104c2565b3360008181526020818152604080832073ffffffffffffffffffffffffffffffffffffffff8981168086529184529382902088870390558151888152938716928401929092529092917f889d364b5102aee044ff370e2e6a836584e5618a16dce4f5b191459cf3903e58910160405180910390a373ffffffffffffffffffffffffffffffffffffffff84166108435761083e8284611438565b610864565b61086473ffffffffffffffffffffffffffffffffffffffff8516838561149c565b50505050565b600081815260026020526040812054908190036108845750805b919050565b6000807fd5f322460c9b29db463f6273e77a7efdcad950f6f50ee21d8bce43164b94eae386606087013587356108c560408a0160208b01612454565b6108d560608b0160408c0161246f565b6108e260208b018b612454565b6108f260408c0160208d0161248a565b60408051602081019990995288810197909752606088019590955260808701939093526bffffffffffffffffffffffff91821660a087015267ffffffffffffffff90811660c0870152911660e085015273ffffffffffffffffffffffffffffffffffffffff90911661010084015290860135610120830152841661014082015261016001604051602081830303815290604052805190602001209050610a36604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527fc58c00ff8a91386a24ea97ca1b1f6147b055b39ee309d621070038a1729902b9918101919091527fc89efdaa54c0f20c7adf612882df0950f5a951637e0307cdcb4c672f298b8bc660608201524660808201523060a082015260009060c00160405160208183030381529060405280519060200120905090565b6040517f19010000000000000000000000000000000000000000000000000000000000006020820152602281019190915260428101829052606201604051602081830303815290604052805190602001209150505b949350505050565b610a9c8361151d565b80600003610ad6576040517f1f2a200500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b600073ffffffffffffffffffffffffffffffffffffffff831615610afb576000610afd565b815b9050803414610b41576040517f195a3ca1000000000000000000000000000000000000000000000000000000008152346004820152602481018290526044016104c2565b73ffffffffffffffffffffffffffffffffffffffff831615610b6757610b678383611561565b6000610b728561086a565b600081815260016020908152604080832073ffffffffffffffffffffffffffffffffffffffff89168452909152812080549293509190610bc6608083901c6fffffffffffffffffffffffffffffffff6124a5565b905080861115610c0c576040517f6073b21f00000000000000000000000000000000000000000000000000000000815260048101879052602481018290526044016104c2565b610c1a608087901b836123e2565b8355604080513381526020810188905273ffffffffffffffffffffffffffffffffffffffff89169186918b917fbfbed5b4c2aa51ea27300b765e087748357846c22a73c5f534f829472ef58bbf910160405180910390a45050505050505050565b610c8d6102408601610220870161246f565b67ffffffffffffffff16421115610cf65742610cb16102408701610220880161246f565b6040517f388b0173000000000000000000000000000000000000000000000000000000008152600481019290925267ffffffffffffffff1660248201526044016104c2565b6000610d01866117db565b90506000610d1b6101253689900389016101208a016120d4565b90506000610d4088356101208a016101c08b016102566102408d016102208e0161246f565b90506000610d556101008a0160e08b0161248a565b73ffffffffffffffffffffffffffffffffffffffff1614610d8c57610d8c610d846101008a0160e08b0161248a565b828989611a44565b60008060005b86811015610f745736888883818110610dad57610dad6124b8565b9050602002810190610dbf91906124e7565b90508067ffffffffffffffff8416610dda602083018361246f565b67ffffffffffffffff161015610e3e57610df7602082018261246f565b6040517fcd2c066e00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff918216600482015290851660248201526044016104c2565b610e768d602001803603810190610e5591906120d4565b610e6436849003840184612525565b610e716060860186612541565b6111b6565b610e9c610e89604083016020840161248a565b87610e9760808601866125a9565b611a44565b610ea9602082018261246f565b610eb490600161260e565b9350610ec66060820160408301612454565b610ede906bffffffffffffffffffffffff16866123e2565b9450610ef0604082016020830161248a565b73ffffffffffffffffffffffffffffffffffffffff16877fe5d08fdebe8319189ab34e20805ee355b2ca126c57851496d24fd2e922f620d1610f35602085018561246f565b610f456060860160408701612454565b610f5260808801886125a9565b604051610f629493929190612659565b60405180910390a35050600101610d92565b50610f8560e08b0160c08c01612454565b6bffffffffffffffffffffffff16821015610ff45781610fab60e08c0160c08d01612454565b6040517ff12e84b300000000000000000000000000000000000000000000000000000000815260048101929092526bffffffffffffffffffffffff1660248201526044016104c2565b83600260008c6000013581526020019081526020016000208190555083858b600001357f486c030dd53f3b465b0b05d9fa42c04703b3e9d11e3b54e46505b5420c8e68dc8d610120018e6101c0018f610220016020810190611056919061246f565b8f8f6040516110699594939291906126ee565b60405180910390a450505050505050505050565b60005b818110156111b1573683838381811061109b5761109b6124b8565b90506020028101906110ad919061273b565b90503063159acbd4826110c660c0820160a0830161248a565b60c085016110d8610120870187612541565b6040518663ffffffff1660e01b81526004016110f895949392919061276f565b6020604051808303816000875af1925050508015611133575060408051601f3d908101601f1916820190925261113091810190612851565b60015b6111a6573d808015611161576040519150601f19603f3d011682016040523d82523d6000602084013e611166565b606091505b507f3c9fe7f13c061e57a9cf52d8fb10e81f270320539319daa591a0352a7eb44be6838260405161119892919061286a565b60405180910390a1506111a8565b505b50600101611080565b505050565b8251604085015167ffffffffffffffff80821690831610611217576040517f090e551f00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff8084166004830152821660248201526044016104c2565b604085015160208701516bffffffffffffffffffffffff821615806112575750806bffffffffffffffffffffffff16826bffffffffffffffffffffffff16115b156112a6576040517f8d38b0bd0000000000000000000000000000000000000000000000000000000081526bffffffffffffffffffffffff8084166004830152821660248201526044016104c2565b6001851b67ffffffffffffffff84168110806112d057508367ffffffffffffffff16600182901c10155b1561131a576040517fe8ecdd7e0000000000000000000000000000000000000000000000000000000081526004810187905267ffffffffffffffff851660248201526044016104c2565b60006113e2868a60200151866040516020016113ba9392919060c09390931b7fffffffffffffffff00000000000000000000000000000000000000000000000016835260609190911b7fffffffffffffffffffffffffffffffffffffffff00000000000000000000000016600883015260a01b7fffffffffffffffffffffffff000000000000000000000000000000000000000016601c82015260280190565b604051602081830303815290604052805190602001208767ffffffffffffffff168a8a611aa5565b8a51909150811461142c5789516040517fd9ad6b980000000000000000000000000000000000000000000000000000000081526104c2918391600401918252602082015260400190565b50505050505050505050565b600080600080600085875af19050806111b1576040517f53a0add100000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff84166004820152602481018390526044016104c2565b60405173ffffffffffffffffffffffffffffffffffffffff8381166024830152604482018390526111b191859182169063a9059cbb906064015b604051602081830303815290604052915060e01b6020820180517bffffffffffffffffffffffffffffffffffffffffffffffffffffffff8381831617835250505050611aec565b60fe81901c60031461155e576040517f85ca7e8c000000000000000000000000000000000000000000000000000000008152600481018290526024016104c2565b50565b8173ffffffffffffffffffffffffffffffffffffffff163b6000036115ca576040517ff0ae59ab00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff831660048201526024016104c2565b600260035403611606576040517f3ef3337500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b60026003556040517f70a0823100000000000000000000000000000000000000000000000000000000815230600482015260009073ffffffffffffffffffffffffffffffffffffffff8416906370a0823190602401602060405180830381865afa158015611678573d6000803e3d6000fd5b505050506040513d601f19601f8201168201806040525081019061169c9190612851565b90506116c073ffffffffffffffffffffffffffffffffffffffff8416333085611b90565b6040517f70a0823100000000000000000000000000000000000000000000000000000000815230600482015260009073ffffffffffffffffffffffffffffffffffffffff8516906370a0823190602401602060405180830381865afa15801561172d573d6000803e3d6000fd5b505050506040513d601f19601f820116820180604052508101906117519190612851565b9050600082821061176b5761176683836124a5565b61176e565b60005b90508381146117cf576040517f7e7668df00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff8616600482015260248101829052604481018590526064016104c2565b50506001600355505050565b60006117e7823561151d565b6117fc610125368490038401602085016120d4565b9050600061180a833561086a565b9050808214611856576040517f6e1c11010000000000000000000000000000000000000000000000000000000081528335600482015260248101839052604481018290526064016104c2565b61186760c0840160a0850135611bd6565b600061187a610100850160e0860161248a565b73ffffffffffffffffffffffffffffffffffffffff161480156118b857506118a860e0840160c08501612454565b6bffffffffffffffffffffffff16155b156118f2576040517f4a58aa95000000000000000000000000000000000000000000000000000000008152833560048201526024016104c2565b610180830135821461193e576040517fdec384600000000000000000000000000000000000000000000000000000000081526101808401356004820152602481018390526044016104c2565b6119516101c084016101a0850135611bd6565b6000808061196761016087016101408801612454565b6119796101808801610160890161246f565b61198b6101e089016101c08a01612454565b925092509250826bffffffffffffffffffffffff16600014806119b6575067ffffffffffffffff8216155b806119dc5750826bffffffffffffffffffffffff16816bffffffffffffffffffffffff16115b15611a3b576040517f2d41de0e0000000000000000000000000000000000000000000000000000000081526bffffffffffffffffffffffff808516600483015267ffffffffffffffff84166024830152821660448201526064016104c2565b50505050919050565b611a5084848484611c26565b610864576040517fc73ff78800000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff85166004820152602481018490526044016104c2565b60008160051b83018460051b9450835b81811015611ae157602086811697885281359781189790975260406000209660019690961c9501611ab5565b509495945050505050565b600080602060008451602086016000885af180611b0f576040513d6000823e3d81fd5b50506000513d91508115611b27578060011415611b41565b73ffffffffffffffffffffffffffffffffffffffff84163b155b15610864576040517f5274afe700000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff851660048201526024016104c2565b60405173ffffffffffffffffffffffffffffffffffffffff84811660248301528381166044830152606482018390526108649186918216906323b872dd906084016114d6565b6000611be18361061f565b90508181146111b1576040517fdc9266a000000000000000000000000000000000000000000000000000000000815260048101829052602481018390526044016104c2565b6000611c3485858585611c4f565b80611c465750611c4685858585611ce0565b95945050505050565b600060418214611c6157506000610a8b565b823560208401356040850135600090811a9080611c8089848787611da8565b5090925090506000816003811115611c9a57611c9a6128bf565b148015611cd257508973ffffffffffffffffffffffffffffffffffffffff168273ffffffffffffffffffffffffffffffffffffffff16145b9a9950505050505050505050565b600080848484604051602401611cf8939291906128ee565b60408051601f19818403018152919052602080820180517bffffffffffffffffffffffffffffffffffffffffffffffffffffffff167f1626ba7e0000000000000000000000000000000000000000000000000000000017815282519293506000928392918391908b5afa600051601f3d1190911692509050818015611d9c57507f1626ba7e0000000000000000000000000000000000000000000000000000000081145b98975050505050505050565b600080807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841115611de35750600091506003905082611e7a565b604080516000808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa158015611e37573d6000803e3d6000fd5b5050604051601f19015191505073ffffffffffffffffffffffffffffffffffffffff8116611e7057506000925060019150829050611e7a565b9250600091508190505b9450945094915050565b80356bffffffffffffffffffffffff8116811461088457600080fd5b803567ffffffffffffffff8116811461088457600080fd5b600060a08284031215611eca57600080fd5b60405160a0810167ffffffffffffffff81118282101715611f14577f4e487b7100000000000000000000000000000000000000000000000000000000600052604160045260246000fd5b60405282358152905080611f2a60208401611e84565b6020820152611f3b60408401611ea0565b604082015260608381013590820152608092830135920191909152919050565b803573ffffffffffffffffffffffffffffffffffffffff8116811461088457600080fd5b600060608284031215611f9157600080fd5b6040516060810167ffffffffffffffff81118282101715611fdb577f4e487b7100000000000000000000000000000000000000000000000000000000600052604160045260246000fd5b604052905080611fea83611ea0565b8152611ff860208401611f5b565b602082015261200960408401611e84565b60408201525092915050565b60008083601f84011261202757600080fd5b50813567ffffffffffffffff81111561203f57600080fd5b6020830191508360208260051b850101111561061857600080fd5b6000806000806000610140868803121561207357600080fd5b61207d8787611eb8565b945061208b60a08701611f5b565b935061209a8760c08801611f7f565b925061012086013567ffffffffffffffff8111156120b757600080fd5b6120c388828901612015565b969995985093965092949392505050565b600060a082840312156120e657600080fd5b6120f08383611eb8565b9392505050565b6000806040838503121561210a57600080fd5b8235915061211a60208401611f5b565b90509250929050565b60006060828403121561213557600080fd5b50919050565b60006060828403121561214d57600080fd5b6120f08383612123565b60008060006060848603121561216c57600080fd5b8335925061217c60208501611f5b565b915061218a60408501611ea0565b90509250925092565b6000806000606084860312156121a857600080fd5b6121b184611f5b565b92506020840135915061218a60408501611f5b565b6000602082840312156121d857600080fd5b5035919050565b6000806000808486036101408112156121f757600080fd5b8535945060a0601f198201121561220d57600080fd5b506020850192506122218660c08701612123565b91506122306101208601611ea0565b905092959194509250565b6000806040838503121561224e57600080fd5b61225783611f5b565b915061211a60208401611f5b565b60008060006060848603121561227a57600080fd5b8335925061228a60208501611f5b565b929592945050506040919091013590565b60008060008060008587036102808112156122b557600080fd5b6102408112156122c457600080fd5b5085945061024086013567ffffffffffffffff8111156122e357600080fd5b8601601f810188136122f457600080fd5b803567ffffffffffffffff81111561230b57600080fd5b88602082840101111561231d57600080fd5b6020919091019450925061026086013567ffffffffffffffff8111156120b757600080fd5b6000806020838503121561235557600080fd5b823567ffffffffffffffff81111561236c57600080fd5b61237885828601612015565b90969095509350505050565b7f4e487b7100000000000000000000000000000000000000000000000000000000600052601260045260246000fd5b7f4e487b7100000000000000000000000000000000000000000000000000000000600052601160045260246000fd5b808201808211156123f5576123f56123b3565b92915050565b6bffffffffffffffffffffffff61241182611e84565b16825273ffffffffffffffffffffffffffffffffffffffff61243560208301611f5b565b166020830152604090810135910152565b606081016123f582846123fb565b60006020828403121561246657600080fd5b6120f082611e84565b60006020828403121561248157600080fd5b6120f082611ea0565b60006020828403121561249c57600080fd5b6120f082611f5b565b818103818111156123f5576123f56123b3565b7f4e487b7100000000000000000000000000000000000000000000000000000000600052603260045260246000fd5b600082357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff6183360301811261251b57600080fd5b9190910192915050565b60006060828403121561253757600080fd5b6120f08383611f7f565b60008083357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe184360301811261257657600080fd5b83018035915067ffffffffffffffff82111561259157600080fd5b6020019150600581901b360382131561061857600080fd5b60008083357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe18436030181126125de57600080fd5b83018035915067ffffffffffffffff8211156125f957600080fd5b60200191503681900382131561061857600080fd5b67ffffffffffffffff81811683821601908111156123f5576123f56123b3565b818352818160208501375060006020828401015260006020601f19601f840116840101905092915050565b67ffffffffffffffff851681526bffffffffffffffffffffffff8416602082015260606040820152600061269160608301848661262e565b9695505050505050565b803582526bffffffffffffffffffffffff6126b860208301611e84565b16602083015267ffffffffffffffff6126d360408301611ea0565b16604083015260608181013590830152608090810135910152565b6126f8818761269b565b61270560a08201866123fb565b67ffffffffffffffff841661010082015261014061012082015260006127306101408301848661262e565b979650505050505050565b600082357ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec183360301811261251b57600080fd5b612779818761269b565b73ffffffffffffffffffffffffffffffffffffffff851660a082015267ffffffffffffffff6127a785611ea0565b1660c082015273ffffffffffffffffffffffffffffffffffffffff6127ce60208601611f5b565b1660e08201526bffffffffffffffffffffffff6127ed60408601611e84565b166101008201526101406101208201528161014082015260007f07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff83111561283357600080fd5b8260051b808561016085013791909101610160019695505050505050565b60006020828403121561286357600080fd5b5051919050565b828152604060208201526000825180604084015260005b8181101561289e5760208186018101516060868401015201612881565b506000606082850101526060601f19601f8301168401019150509392505050565b7f4e487b7100000000000000000000000000000000000000000000000000000000600052602160045260246000fd5b838152604060208201526000611c4660408301848661262e56";

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

    public RemoteFunctionCall<TransactionReceipt> claim(Membership membership, String token,
            Leaf leaf, List<byte[]> path) {
        final Function function = new Function(
                FUNC_CLAIM,
                Arrays.<Type>asList(membership,
                new org.web3j.abi.datatypes.Address(160, token),
                leaf,
                new org.web3j.abi.datatypes.DynamicArray<org.web3j.abi.datatypes.generated.Bytes32>(
                        org.web3j.abi.datatypes.generated.Bytes32.class,
                        org.web3j.abi.Utils.typeMap(path, org.web3j.abi.datatypes.generated.Bytes32.class))),
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

    public static class Leaf extends StaticStruct {
        public BigInteger index;

        public String member;

        public BigInteger weight;

        public Leaf(BigInteger index, String member, BigInteger weight) {
            super(new org.web3j.abi.datatypes.generated.Uint64(index),
                    new org.web3j.abi.datatypes.Address(160, member),
                    new org.web3j.abi.datatypes.generated.Uint96(weight));
            this.index = index;
            this.member = member;
            this.weight = weight;
        }

        public Leaf(Uint64 index, Address member, Uint96 weight) {
            super(index, member, weight);
            this.index = index.getValue();
            this.member = member.getValue();
            this.weight = weight.getValue();
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
        public Leaf leaf;

        public List<byte[]> path;

        public byte[] signature;

        public Consent(Leaf leaf, List<byte[]> path, byte[] signature) {
            super(leaf,
                    new org.web3j.abi.datatypes.DynamicArray<org.web3j.abi.datatypes.generated.Bytes32>(
                            org.web3j.abi.datatypes.generated.Bytes32.class,
                            org.web3j.abi.Utils.typeMap(path, org.web3j.abi.datatypes.generated.Bytes32.class)),
                    new org.web3j.abi.datatypes.DynamicBytes(signature));
            this.leaf = leaf;
            this.path = path;
            this.signature = signature;
        }

        public Consent(Leaf leaf, @Parameterized(type = Bytes32.class) DynamicArray<Bytes32> path,
                DynamicBytes signature) {
            super(leaf, path, signature);
            this.leaf = leaf;
            this.path = path.getValue().stream().map(v -> v.getValue()).collect(Collectors.toList());
            this.signature = signature.getValue();
        }
    }

    public static class Claim extends DynamicStruct {
        public Membership membership;

        public String token;

        public Leaf leaf;

        public List<byte[]> path;

        public Claim(Membership membership, String token, Leaf leaf, List<byte[]> path) {
            super(membership,
                    new org.web3j.abi.datatypes.Address(160, token),
                    leaf,
                    new org.web3j.abi.datatypes.DynamicArray<org.web3j.abi.datatypes.generated.Bytes32>(
                            org.web3j.abi.datatypes.generated.Bytes32.class,
                            org.web3j.abi.Utils.typeMap(path, org.web3j.abi.datatypes.generated.Bytes32.class)));
            this.membership = membership;
            this.token = token;
            this.leaf = leaf;
            this.path = path;
        }

        public Claim(Membership membership, Address token, Leaf leaf,
                @Parameterized(type = Bytes32.class) DynamicArray<Bytes32> path) {
            super(membership, token, leaf, path);
            this.membership = membership;
            this.token = token.getValue();
            this.leaf = leaf;
            this.path = path.getValue().stream().map(v -> v.getValue()).collect(Collectors.toList());
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
