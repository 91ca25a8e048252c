using System.Globalization;
using System.Runtime.CompilerServices;

namespace BackOffice.Tests.Conventions;

/// <summary>Runs every test under a culture that writes 1.234,56, since no analyzer reports <c>$"{amount:0.00}"</c>.</summary>
internal static class ItalianCulture
{
    [ModuleInitializer]
    internal static void Set()
    {
        var italian = CultureInfo.GetCultureInfo("it-IT");
        CultureInfo.CurrentCulture = italian;
        CultureInfo.DefaultThreadCurrentCulture = italian;
    }
}
