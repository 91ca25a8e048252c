using System.Reflection;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Tests.Blobs;

/// <summary>Reads a blob as a function with a string parameter does.</summary>
internal static class BlobContent
{
    public static async Task<string> ReadAsync(TriggerInput input)
        => (string)(await input.BindTriggerAsync(Parameter(), new NoContext()))!;

    private static ParameterInfo Parameter() => typeof(BlobContent).GetMethod(nameof(Sample), BindingFlags.NonPublic | BindingFlags.Static)!.GetParameters()[0];

    private static void Sample(string blob) => ArgumentNullException.ThrowIfNull(blob);

    private sealed class NoContext : FunctionContext
    {
        public override string InvocationId => "";

        public override string FunctionId => "";

        public override BindingContext BindingContext => throw new NotSupportedException();

        public override IServiceProvider InstanceServices { get; set; } = null!;

        public override FunctionDefinition FunctionDefinition => throw new NotSupportedException();

        public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

        public override IInvocationFeatures Features => throw new NotSupportedException();
    }
}
