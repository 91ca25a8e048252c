using System.Text.Json;
using BackOffice.People.Domain;
using BackOffice.Primitives;

namespace BackOffice.People;

/// <summary>The pay elements that come with the program: rules/elements.json.</summary>
internal static class ShippedElements
{
    /// <exception cref="InvalidDataException">The file is not as this program wrote it.</exception>
    public static ElementCatalog Read() => new(ShippedFiles.Read<ElementFile>("people/rules/elements.json").Elements);

    private sealed record ElementFile(string Notice, IReadOnlyList<PayElementDefinition> Elements);
}
