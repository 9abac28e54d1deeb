"""The text of the demonstration province's plan for foreign journalists' visits, laid out by actor."""

NUMBER = "127/KH-UBND"
DATE = "Lam Vân, ngày 05 tháng 8 năm 2026"
SUBJECT = "Đón tiếp và hỗ trợ phóng viên nước ngoài hoạt động tại tỉnh Lam Vân 6 tháng cuối năm 2026"

BODY = """
Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại;
Căn cứ Nghị định số 244/2026/NĐ-CP ngày 26/6/2026 của Chính phủ về phát ngôn và cung cấp thông tin cho báo chí;
Căn cứ Nghị định số 262/2026/NĐ-CP của Chính phủ về hoạt động của báo chí nước ngoài tại Việt Nam;
Thực hiện Kế hoạch số 12/KH-UBND ngày 30/01/2026 của Ủy ban nhân dân tỉnh về công tác thông tin đối ngoại năm 2026.
Ủy ban nhân dân tỉnh ban hành Kế hoạch đón tiếp và hỗ trợ phóng viên nước ngoài hoạt động tại tỉnh 6 tháng cuối năm 2026 như sau:
# I. MỤC ĐÍCH, YÊU CẦU
1. Tạo điều kiện thuận lợi để phóng viên nước ngoài tìm hiểu, đưa tin khách quan về thành tựu, văn hóa và con người Lam Vân.
2. Bảo đảm hoạt động báo chí của phóng viên nước ngoài đúng pháp luật, đúng chương trình đã được chấp thuận; bảo đảm an ninh, an toàn.
3. Chủ động chuẩn bị tư liệu, người phát ngôn, người trả lời phỏng vấn; không để chậm thời hạn trả lời.
# II. NỘI DUNG
1. Dự kiến đón 03 đoàn phóng viên nước ngoài tìm hiểu về du lịch cộng đồng, nông nghiệp xanh và đời sống vùng biên giới.
2. Địa bàn: phường Bến Lam, xã Nà Lam, xã Thạch Vân, xã Đèo Mây.
# III. NHIỆM VỤ CỤ THỂ
# 1. Sở Ngoại vụ
* Chủ trì, phối hợp với Công an tỉnh, Sở Văn hóa, Thể thao và Du lịch tiếp nhận, thẩm định hồ sơ, trình Ủy ban nhân dân tỉnh trả lời bằng văn bản trong thời hạn 05 ngày làm việc.
* Cử cán bộ hướng dẫn các đoàn phóng viên trong suốt thời gian hoạt động tại tỉnh.
* Báo cáo Bộ Ngoại giao kết quả hoạt động của từng đoàn trong thời hạn 03 ngày làm việc sau khi kết thúc.
* Tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2026.
# 2. Sở Văn hóa, Thể thao và Du lịch
* Chuẩn bị 01 bộ tư liệu báo chí bằng tiếng Anh gồm số liệu, ảnh và danh mục đề tài gợi ý trước ngày 31/8/2026.
* Chủ trì, phối hợp với Ủy ban nhân dân xã Nà Lam, Ủy ban nhân dân xã Thạch Vân chuẩn bị các điểm tác nghiệp về du lịch cộng đồng trong tháng 9/2026.
# 3. Công an tỉnh
* Bảo đảm an ninh, trật tự tại các địa bàn có đoàn phóng viên hoạt động.
* Phối hợp với Sở Ngoại vụ hướng dẫn thủ tục tạm trú, đi lại tại khu vực biên giới.
# 4. Sở Nông nghiệp và Môi trường
Giới thiệu mô hình nông nghiệp xanh, cử người trả lời phỏng vấn trong tháng 10/2026.
# 5. Báo và Phát thanh, Truyền hình tỉnh
* Đưa tin về hoạt động của các đoàn; trao đổi tư liệu hình ảnh với phóng viên nước ngoài theo thỏa thuận.
* Theo dõi, tổng hợp tin, bài của báo chí nước ngoài sau chuyến đi, gửi Sở Ngoại vụ hằng tháng.
# 7. Ủy ban nhân dân xã Đèo Mây
* Phối hợp với Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh và các đơn vị liên quan bố trí địa điểm tác nghiệp tại Cửa khẩu Đèo Mây vào quý IV/2026.
# 8. Sở Tài chính
Tham mưu bố trí kinh phí đón tiếp các đoàn theo quy định.
# IV. KINH PHÍ
Kinh phí đón tiếp bố trí trong dự toán năm 2026 đã giao cho Sở Ngoại vụ; các cơ quan khác sử dụng kinh phí thường xuyên.
Trên đây là Kế hoạch đón tiếp và hỗ trợ phóng viên nước ngoài hoạt động tại tỉnh 6 tháng cuối năm 2026, yêu cầu các cơ quan, đơn vị, địa phương triển khai thực hiện./.
"""  # noqa: E501

RECIPIENTS = [
    "Bộ Ngoại giao (báo cáo);",
    "Thường trực Tỉnh ủy (báo cáo);",
    "Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
    "Các cơ quan, địa phương có tên tại Kế hoạch;",
    "Lưu: VT, NC.",
]
