using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Cloud.Architecture.Tests.Layers;

/// <summary>A type with the full names of every type that it mentions: base types, members, locals and the bodies of its methods.</summary>
internal sealed record TypeUse(string FullName, string Namespace, IReadOnlySet<string> Uses)
{
    /// <summary>Reads the uses of every type of an assembly; nested types count with the type they stand in.</summary>
    public static IReadOnlyList<TypeUse> In(Assembly assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        return [.. module.Types.Select(type => new TypeUse(type.FullName, type.Namespace, Collect(type)))];
    }

    /// <summary>Uses that <paramref name="forbidden"/> names, of the types below a namespace, each as a sentence.</summary>
    public static IEnumerable<string> Violations(IEnumerable<TypeUse> types, string below, Func<string, bool> forbidden) =>
        from type in types
        where IsBelow(type.Namespace, below)
        from use in type.Uses.Order(StringComparer.Ordinal)
        where forbidden(use)
        select $"{type.FullName} uses {use}";

    public static bool IsBelow(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && (name.Length == prefix.Length || name[prefix.Length] == '.');

    private static HashSet<string> Collect(TypeDefinition type)
    {
        var uses = new HashSet<string>(StringComparer.Ordinal);
        Visit(type, uses);
        return uses;
    }

    private static void Visit(TypeDefinition type, HashSet<string> uses)
    {
        Add(type.BaseType, uses);
        foreach (var implemented in type.Interfaces) Add(implemented.InterfaceType, uses);
        foreach (var field in type.Fields) Add(field.FieldType, uses);
        foreach (var attribute in type.CustomAttributes) Add(attribute.AttributeType, uses);
        foreach (var method in type.Methods) Visit(method, uses);
        foreach (var nested in type.NestedTypes) Visit(nested, uses);
    }

    private static void Visit(MethodDefinition method, HashSet<string> uses)
    {
        Add(method.ReturnType, uses);
        foreach (var parameter in method.Parameters) Add(parameter.ParameterType, uses);
        foreach (var attribute in method.CustomAttributes) Add(attribute.AttributeType, uses);
        if (!method.HasBody) return;
        foreach (var local in method.Body.Variables) Add(local.VariableType, uses);
        foreach (var instruction in method.Body.Instructions) Visit(instruction, uses);
    }

    private static void Visit(Instruction instruction, HashSet<string> uses)
    {
        switch (instruction.Operand)
        {
            case TypeReference type:
                Add(type, uses);
                break;
            case MethodReference method:
                Add(method.DeclaringType, uses);
                Add(method.ReturnType, uses);
                if (method is GenericInstanceMethod generic)
                {
                    foreach (var argument in generic.GenericArguments) Add(argument, uses);
                }

                break;
            case FieldReference field:
                Add(field.DeclaringType, uses);
                Add(field.FieldType, uses);
                break;
        }
    }

    private static void Add(TypeReference? type, HashSet<string> uses)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                foreach (var argument in generic.GenericArguments) Add(argument, uses);
                Add(generic.ElementType, uses);
                return;
            case TypeSpecification specification:
                Add(specification.ElementType, uses);
                return;
            default:
                uses.Add(type.FullName);
                return;
        }
    }
}
