using System.Globalization;
using BackOffice.LocalRuntime.Durable.Replay;

namespace BackOffice.LocalRuntime.Tests.Durable;

public sealed class DeterministicGuidTests
{
    [Theory]
    [InlineData("abc", "2026-01-31T23:59:59.0000000Z", 0, "711ce72c-b52e-510f-94ef-320a15f8e828")]
    [InlineData("abc", "2026-01-31T23:59:59.0000000Z", 1, "c2b96579-a114-5982-a9f2-fadfbd8a9b87")]
    [InlineData("payroll-2026-01|t1", "2026-01-31T23:59:59.1234567Z", 0, "6b1cd07b-5a11-536b-85a3-7e49b70d8ac4")]
    public void D_5_A_guid_is_that_of_Azure(string instanceId, string time, int counter, string expected)
    {
        var now = DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

        Assert.Equal(Guid.Parse(expected), DeterministicGuid.Create(instanceId, now, counter));
    }
}
