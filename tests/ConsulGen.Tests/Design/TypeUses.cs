using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Types = System.Collections.Immutable.ImmutableArray<System.Reflection.Metadata.EntityHandle>;

namespace ConsulGen.Tests.Design;

/// <summary>That code of one type names another one of ours: in a signature, a body, an attribute or as its base.</summary>
internal readonly record struct TypeUse(string Namespace, string Type, string UsedNamespace, string UsedType);

/// <summary>
/// Reads which type uses which from a compiled assembly, so that a qualified name, an extension method and an inferred type count like
/// any other. Only a constant leaves no trace, because the compiler writes its value.
/// </summary>
internal sealed class TypeUses : ISignatureTypeProvider<Types, object?>
{
    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields().Select(f => f.GetValue(null)).OfType<OpCode>()
        .ToDictionary(c => (int)(ushort)c.Value);

    private readonly MetadataReader _reader;
    private readonly PEReader _image;
    private readonly HashSet<EntityHandle> _found = [];

    private TypeUses(PEReader image) => (_image, _reader) = (image, image.GetMetadataReader());

    public static ImmutableArray<TypeUse> Of(string assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        return new TypeUses(image).All();
    }

    private ImmutableArray<TypeUse> All()
    {
        var uses = new HashSet<TypeUse>();
        foreach (var handle in _reader.TypeDefinitions)
        {
            var user = Name(handle);
            if (!IsOurs(user)) continue;
            _found.Clear();
            Read(_reader.GetTypeDefinition(handle));
            foreach (var used in _found.Select(Name).Where(IsOurs)) uses.Add(new TypeUse(user.Namespace, user.Type, used.Namespace, used.Type));
        }

        return [.. uses.Where(u => (u.Namespace, u.Type) != (u.UsedNamespace, u.UsedType))
            .OrderBy(u => u.Namespace, StringComparer.Ordinal).ThenBy(u => u.Type, StringComparer.Ordinal)
            .ThenBy(u => u.UsedNamespace, StringComparer.Ordinal).ThenBy(u => u.UsedType, StringComparer.Ordinal)];

        static bool IsOurs((string Namespace, string Type) name) => name.Namespace.StartsWith("ConsulGen.", StringComparison.Ordinal);
    }

    private void Read(TypeDefinition type)
    {
        Add(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations()) Add(_reader.GetInterfaceImplementation(implemented).Interface);
        Attributes(type.GetCustomAttributes());
        Constraints(type.GetGenericParameters());
        foreach (var handle in type.GetFields())
        {
            var field = _reader.GetFieldDefinition(handle);
            Add(field.DecodeSignature(this, null));
            Attributes(field.GetCustomAttributes());
        }

        foreach (var handle in type.GetProperties()) Attributes(_reader.GetPropertyDefinition(handle).GetCustomAttributes());
        foreach (var handle in type.GetMethods())
        {
            var method = _reader.GetMethodDefinition(handle);
            Add(method.DecodeSignature(this, null));
            Attributes(method.GetCustomAttributes());
            Constraints(method.GetGenericParameters());
            foreach (var parameter in method.GetParameters()) Attributes(_reader.GetParameter(parameter).GetCustomAttributes());
            if (method.RelativeVirtualAddress != 0) Body(_image.GetMethodBody(method.RelativeVirtualAddress));
        }
    }

    private void Attributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes) Add(_reader.GetCustomAttribute(attribute).Constructor);
    }

    private void Constraints(GenericParameterHandleCollection parameters)
    {
        foreach (var constraint in parameters.SelectMany(p => _reader.GetGenericParameter(p).GetConstraints()))
            Add(_reader.GetGenericParameterConstraint(constraint).Type);
    }

    private void Body(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil) Add(_reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, null));
        foreach (var region in body.ExceptionRegions) Add(region.CatchType);
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            int first = code.ReadByte();
            var kind = Codes[first == 0xFE ? (0xFE << 8) | code.ReadByte() : first].OperandType;
            switch (kind)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    Add(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                default:
                    code.Offset += SizeOf(kind);
                    break;
            }
        }
    }

    private static int SizeOf(OperandType kind) => kind switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private void Add(MethodSignature<Types> signature)
    {
        Add(signature.ReturnType);
        foreach (var parameter in signature.ParameterTypes) Add(parameter);
    }

    private void Add(ImmutableArray<Types> types)
    {
        foreach (var type in types) Add(type);
    }

    private void Add(Types types) => _found.UnionWith(types);

    private void Add(EntityHandle handle)
    {
        if (handle.IsNil) return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference:
                _found.Add(handle);
                break;
            case HandleKind.TypeSpecification:
                Add(_reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null));
                break;
            case HandleKind.MemberReference:
                Add(_reader.GetMemberReference((MemberReferenceHandle)handle).Parent);
                break;
            case HandleKind.MethodDefinition:
                Add(_reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Add(_reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodSpecification:
                var made = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                Add(made.Method);
                Add(made.DecodeSignature(this, null));
                break;
            default:
                throw new InvalidOperationException($"a body names a {handle.Kind}");
        }
    }

    /// <summary>Of the type that stands in a file: what is nested, and what the compiler makes for it, belongs to that.</summary>
    private (string Namespace, string Type) Name(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeReference)
        {
            var reference = _reader.GetTypeReference((TypeReferenceHandle)handle);
            return reference.ResolutionScope.Kind == HandleKind.TypeReference
                ? Name(reference.ResolutionScope)
                : (_reader.GetString(reference.Namespace), _reader.GetString(reference.Name));
        }

        var type = _reader.GetTypeDefinition((TypeDefinitionHandle)handle);
        return type.IsNested ? Name(type.GetDeclaringType()) : (_reader.GetString(type.Namespace), _reader.GetString(type.Name));
    }

    Types ISimpleTypeProvider<Types>.GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

    Types ISimpleTypeProvider<Types>.GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [handle];

    Types ISimpleTypeProvider<Types>.GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [handle];

    Types ISZArrayTypeProvider<Types>.GetSZArrayType(Types elementType) => elementType;

    Types IConstructedTypeProvider<Types>.GetArrayType(Types elementType, ArrayShape shape) => elementType;

    Types IConstructedTypeProvider<Types>.GetByReferenceType(Types elementType) => elementType;

    Types IConstructedTypeProvider<Types>.GetPointerType(Types elementType) => elementType;

    Types IConstructedTypeProvider<Types>.GetGenericInstantiation(Types genericType, ImmutableArray<Types> typeArguments) =>
        [.. genericType, .. typeArguments.SelectMany(t => t)];

    Types ISignatureTypeProvider<Types, object?>.GetFunctionPointerType(MethodSignature<Types> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(t => t)];

    Types ISignatureTypeProvider<Types, object?>.GetGenericMethodParameter(object? genericContext, int index) => [];

    Types ISignatureTypeProvider<Types, object?>.GetGenericTypeParameter(object? genericContext, int index) => [];

    Types ISignatureTypeProvider<Types, object?>.GetModifiedType(Types modifier, Types unmodifiedType, bool isRequired) => unmodifiedType;

    Types ISignatureTypeProvider<Types, object?>.GetPinnedType(Types elementType) => elementType;

    Types ISignatureTypeProvider<Types, object?>.GetTypeFromSpecification(
        MetadataReader reader,
        object? genericContext,
        TypeSpecificationHandle handle,
        byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
}
